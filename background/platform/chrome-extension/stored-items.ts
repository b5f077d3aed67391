import type { HandedOver } from '../../../src/api/companion.ts';
import type { OutboxStore } from './outbox.ts';

const KEY = 'outbox';

/** What waits for the app, over the end of the browser. */
export const storedItems: OutboxStore = {
  async get() {
    const { [KEY]: items } = await chrome.storage.local.get(KEY);
    return Array.isArray(items) ? (items as HandedOver[]) : [];
  },
  async set(items) {
    if (items.length === 0) await chrome.storage.local.remove(KEY);
    else await chrome.storage.local.set({ [KEY]: items });
  },
};
