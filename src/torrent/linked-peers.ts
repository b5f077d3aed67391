import { ProtocolError } from '../errors/protocol-error.ts';
import type { PeerMessage } from '../protocol/peer-wire/message.ts';
import type { PeerExchange } from './peer-exchange.ts';
import type { RemotePeer } from './remote-peer.ts';
import type { Swarm } from './swarm.ts';

/** The peers of a link, for its torrent to go on with. */
export interface LinkedPeers {
  readonly swarm: Swarm;
  readonly exchange: PeerExchange;
  /**
   * What it said of its pieces and of choking, in order; undefined: more than is kept. To be
   * asked once: it is not kept beyond that.
   */
  takeHeard(peer: RemotePeer): readonly PeerMessage[] | undefined;
}

/**
 * Has the torrent hear what each of them said before. Who said what the torrent cannot bear, or
 * too much of it, is dropped.
 */
export function repeatHeard(
  linked: LinkedPeers,
  take: (peer: RemotePeer, message: PeerMessage) => void,
): void {
  for (const peer of [...linked.swarm.peers]) {
    const heard = linked.takeHeard(peer);
    try {
      if (!heard) throw new ProtocolError('flood', 'it said more than is kept of a link');
      for (const message of heard) if (peer.connection.open) take(peer, message);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      peer.connection.drop(error);
    }
  }
}
