import { afterEach, expect, test } from '@jest/globals';
import type { PageLink } from '../../../../background/platform/chrome-app/page/page-link.ts';
import { relayPort } from '../../../../background/platform/chrome-app/page/relay-port.ts';

let engineSide: MessagePort | undefined;

afterEach(() => engineSide?.close());

/** A window's port, and what became of it. */
function joined() {
  let disconnect = () => {};
  const told: unknown[] = [];
  let isOpen = true;
  const port = {
    onMessage: { addListener: () => {} },
    onDisconnect: {
      addListener: (heard: () => void) => {
        disconnect = heard;
      },
    },
    postMessage: (message: unknown) => told.push(message),
    disconnect: () => {
      isOpen = false;
    },
  } as unknown as chrome.runtime.Port;
  const link = {
    signal: (_: string, { port: handedOver }: { port: MessagePort }) => {
      engineSide = handedOver;
    },
  } as unknown as PageLink;
  const end = relayPort(port, link);
  return { end, disconnect: () => disconnect(), told, isOpen: () => isOpen };
}

test('tells the window when the engine is gone', () => {
  const window = joined();
  window.end();
  expect(window.isOpen()).toBe(false);
});

test('tells the engine with null when the window is gone', async () => {
  const window = joined();
  const heard = new Promise((resolve) => {
    engineSide!.onmessage = ({ data }) => resolve(data);
  });
  window.disconnect();
  expect(await heard).toBeNull();
});

test('says why the engine is gone before it hangs up', () => {
  const window = joined();
  const error = { fault: 'internal', code: 'internal', message: 'no storage' } as const;
  const words = { kind: 'event', event: { kind: 'engine-failed', error } } as const;
  window.end(words);
  expect(window.told).toEqual([words]);
  expect(window.isOpen()).toBe(false);
});
