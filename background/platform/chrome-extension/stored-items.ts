import { type HandedOver, parseCompanionRequest } from '../../../src/api/companion.ts';
import type { OutboxStore } from './outbox.ts';

const KEY = 'outbox';

/** What waits for the app, over the end of the browser; what is none of it is passed over. */
export const storedItems: OutboxStore = {
  async get() {
    const { [KEY]: items } = await chrome.storage.local.get(KEY);
    return Array.isArray(items) ? items.filter(isHandedOver) : [];
  },
  async set(items) {
    if (items.length === 0) await chrome.storage.local.remove(KEY);
    else await chrome.storage.local.set({ [KEY]: items });
  },
};

function isHandedOver(item: unknown): item is HandedOver {
  return parseCompanionRequest({ kind: 'add', items: [item] }) !== undefined;
}
