import type { Message } from '../../../src/api/contract.ts';
import type { PortSink, WindowHost } from '../../../ui/client/window-host.ts';
import { startWindow } from '../../../ui/main.tsx';

declare global {
  /** Milliseconds from the opening of the page until rows were painted. */
  var firstPaint: number | undefined;
}

/** The window, over a line to an engine that is in another process. */
const host: WindowHost = {
  connect: (sink) => {
    const line = crypto.randomUUID();
    const events = new EventSource(`/events?line=${line}`);
    events.onmessage = ({ data }) => hear(sink, data);
    events.onerror = () => sink.closed();
    return {
      send: (request) => {
        const body = JSON.stringify(request);
        void fetch(`/send?line=${line}`, { method: 'POST', body });
      },
      close: () => events.close(),
    };
  },
  pickFolder: async () => undefined,
  canOpen: async () => true,
  files: undefined,
  pickShare: async () => undefined,
  keepDropped: () => {
    throw new Error('nothing is dropped here');
  },
  system: async () => 'other',
  languages: () => ['en'],
  recall: async () => undefined,
  remember: () => {},
  onWanted: () => {},
  onLaunchFiles: () => {},
};

function hear(sink: PortSink, data: string): void {
  sink.message(JSON.parse(data) as Message);
}

const looking = new MutationObserver(() => {
  if (!document.querySelector('.list [data-index]')) return;
  looking.disconnect();
  // After the frame that has them.
  requestAnimationFrame(() => {
    const painted = new MessageChannel();
    painted.port1.onmessage = () => {
      globalThis.firstPaint = performance.now();
    };
    painted.port2.postMessage(undefined);
  });
});
looking.observe(document, { childList: true, subtree: true });
void startWindow(host);
