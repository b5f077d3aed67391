import { EngineWorker } from '../../../../background/platform/chrome-app/page/engine-worker.ts';
import {
  KEEP_AWAKE,
  KeepAwake,
} from '../../../../background/platform/chrome-app/page/keep-awake.ts';
import { notify } from '../../../../background/platform/chrome-app/page/notifications.ts';
import { WantedTorrent } from '../../../../background/platform/chrome-app/page/wanted-torrent.ts';
import type { Answer, Order } from './orders.ts';

/** Has the Worker carry out one order. */
declare global {
  var carryOut: (order: Order) => Promise<Answer>;
  /** Tells the person. */
  var tell: typeof notify;
  /** As when the notification of that torrent is clicked. */
  var want: (id: string) => void;
}

const keepAwake = new KeepAwake();
const engine = new EngineWorker({
  active: (torrents, sleepless) => keepAwake.set(torrents, sleepless),
  notice: () => {},
  traffic: () => {},
});

const wantedTorrent = new WantedTorrent();
globalThis.tell = notify;
globalThis.want = (id) => wantedTorrent.show(id);
globalThis.carryOut = (order) =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => {
      port1.close();
      resolve(data);
    };
    engine.start().signal('client.connected', { port: port2 }, [port2]);
    port1.postMessage(order);
  });

chrome.app.runtime.onLaunched.addListener(() => {
  chrome.app.window.create('window.html', { id: 'main' }, () => {});
});
chrome.runtime.onConnect.addListener((port) => {
  if (port.name !== KEEP_AWAKE) port.disconnect();
});
