import type { Port, PortSink } from '../../ui/client/window-host.ts';

/** The line of a window to the engine, over a port of Chrome's to the background page. */
export function enginePort(port: chrome.runtime.Port, sink: PortSink): Port {
  port.onMessage.addListener((message: unknown) => sink.message(message));
  port.onDisconnect.addListener(() => {
    // Reading it tells Chrome that the loss was noticed, or it is logged as an error.
    void chrome.runtime.lastError;
    sink.closed();
  });
  return {
    send: (request) => port.postMessage(request),
    close: () => port.disconnect(),
  };
}
