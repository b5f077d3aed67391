import type { Message } from '../../../../src/api/contract.ts';
import type { PageLink } from './page-link.ts';

/**
 * Carries what a window says to the engine, and back, until one of them ends it, or the
 * answered function is called: the engine is gone, and the window is told, in these words if
 * there are any.
 */
export function relayPort(
  port: chrome.runtime.Port,
  link: PageLink,
): (lastWords?: Message) => void {
  const channel = new MessageChannel();
  const { port1: engine, port2: handedOver } = channel;
  port.onMessage.addListener((message: unknown) => {
    if (message !== null) engine.postMessage(message);
  });
  port.onDisconnect.addListener(() => {
    engine.postMessage(null);
    engine.close();
  });
  const end = (lastWords?: Message) => {
    if (lastWords) port.postMessage(lastWords);
    port.disconnect();
    engine.close();
  };
  engine.onmessage = ({ data }) => {
    if (data === null) end();
    else port.postMessage(data);
  };
  link.signal('client.connected', { port: handedOver }, [handedOver]);
  return end;
}
