import type { DhtState, SessionStatus } from '../../src/api/snapshot.ts';
import { hasText, plural, text } from '../i18n/text.ts';
import { errorSentence } from './error-text.ts';

/** "DHT: 312 nodes". */
export function dhtBrief({ state, nodes }: DhtState): string {
  return state === 'on' ? plural('bar.dht', nodes) : text(`bar.dht-${state}`);
}

export function listeningText({ listenPort, listenError }: SessionStatus): string {
  if (listenError) return errorSentence(listenError);
  if (listenPort === null) return text('bar.not-listening');
  return text('bar.listening', { port: String(listenPort) });
}

/**
 * Whether others can reach us, as far as that is known: a peer has, or not even nodes of the DHT
 * that we never asked have, for half an hour (BEP 43).
 */
export function reachableText({ dht, listenPort, reached }: SessionStatus): string {
  if (listenPort === null) return text('network.reachable.no');
  if (reached) return text('network.reachable.yes');
  return text(dht.readOnly ? 'network.reachable.silent' : 'network.reachable.unknown');
}

/** What sockets are opened with. Hosts to come may name others. */
export function transportName(transport: string): string {
  const key = `bar.transport.${transport}`;
  return hasText(key) ? text(key) : transport;
}
