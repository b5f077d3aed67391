import { ProtocolError } from '../errors/protocol-error.ts';
import { EXTENDED_HANDSHAKE } from '../protocol/extension/extended-handshake.ts';
import { LT_DONTHAVE, UT_PEX } from '../protocol/extension/ids.ts';
import { decodeDontHave } from '../protocol/extension/lt-donthave.ts';
import type { PeerMessage } from '../protocol/peer-wire/message.ts';
import type { Download } from './download.ts';
import type { FastPieces } from './fast-pieces.ts';
import type { HashTrade } from './hash-trade.ts';
import type { Interest } from './interest.ts';
import { answerMetadata, readExtended } from './metadata-exchange.ts';
import type { PeerExchange } from './peer-exchange.ts';
import type { PeerPieces } from './peer-pieces.ts';
import type { RemotePeer } from './remote-peer.ts';
import type { Reveals } from './reveals.ts';
import type { Swarm } from './swarm.ts';
import type { Upload } from './upload.ts';

/** Who hears what peers say. */
export interface PeerMessagesHost {
  /** The info dict. */
  readonly info: Uint8Array;
  readonly swarm: Swarm;
  readonly interest: Interest;
  readonly download: Download;
  readonly upload: Upload;
  readonly peerPieces: PeerPieces;
  readonly fast: FastPieces;
  readonly reveals: Reveals;
  readonly hashes: HashTrade;
  readonly exchange: PeerExchange;
  /** Whether the piece is to be fetched. */
  mayBegin(piece: number): boolean;
}

/** Hands each message of a peer to the facet that it concerns; blocks come another way. */
export class PeerMessages {
  readonly #host: PeerMessagesHost;

  constructor(host: PeerMessagesHost) {
    this.#host = host;
  }

  /** Throws ProtocolError. */
  take(peer: RemotePeer, message: PeerMessage): void {
    const { swarm, download, upload, peerPieces, fast, hashes } = this.#host;
    switch (message.kind) {
      case 'choke':
        peer.idleTalk();
        return download.choked(peer);
      case 'unchoke':
        peer.idleTalk();
        peer.choking = false;
        return;
      case 'interested':
        peer.idleTalk();
        return upload.interested(peer);
      case 'not-interested':
        peer.idleTalk();
        return upload.notInterested(peer);
      case 'have':
        return this.#peerHas(peer, message.piece);
      case 'have-all':
      case 'have-none':
        needsFast(peer);
        peerPieces.told(peer, message);
        return this.#toldPieces(peer);
      case 'bitfield':
        peerPieces.told(peer, message);
        return this.#toldPieces(peer);
      case 'reject':
        needsFast(peer);
        peer.idleTalk();
        return download.refused(peer, message);
      case 'suggest':
        needsFast(peer);
        peer.idleTalk();
        return fast.suggested(peer, message.piece);
      case 'allowed-fast':
        needsFast(peer);
        peer.idleTalk();
        return fast.allowed(peer, message.piece);
      case 'request':
        return upload.request(peer, message);
      case 'cancel':
        return upload.cancel(peer, message);
      case 'extended':
        return this.#extended(peer, message.id, message.payload);
      case 'hash-request':
        return hashes.requested(peer, message);
      case 'hashes':
        return hashes.received(peer, message, message.hashes);
      case 'hash-reject':
        return hashes.rejected(peer, message);
      case 'port':
        peer.idleTalk();
        return swarm.hasNode(peer, message.port);
      case 'keep-alive':
        return peer.idleTalk();
    }
  }

  #extended(peer: RemotePeer, id: number, payload: Uint8Array): void {
    const { peerPieces, interest, swarm, exchange, info } = this.#host;
    if (id === UT_PEX) return exchange.received(peer, payload);
    if (id === LT_DONTHAVE) {
      peerPieces.lost(peer, decodeDontHave(payload));
      return interest.update(peer);
    }
    answerMetadata(peer, readExtended(peer, id, payload), info);
    if (id !== EXTENDED_HANDSHAKE) return;
    swarm.introduced(peer);
    interest.leaveTogetherDone(peer);
  }

  #peerHas(peer: RemotePeer, piece: number): void {
    const { peerPieces, interest, reveals } = this.#host;
    if (!peerPieces.has(peer, piece)) return;
    if (this.#host.mayBegin(piece)) interest.set(peer, true);
    reveals.has(peer, piece);
    interest.leaveTogetherDone(peer);
  }

  /** All that it has is told, perhaps once more. */
  #toldPieces(peer: RemotePeer): void {
    const { interest, reveals, fast } = this.#host;
    interest.update(peer);
    interest.leaveTogetherDone(peer);
    reveals.hasThese(peer);
    if (!peer.toldPieces && !reveals.hiding) void fast.grant(peer);
    peer.toldPieces = true;
  }
}

/** Throws ProtocolError for a message that both sides have to have agreed on (BEP 6). */
function needsFast(peer: RemotePeer): void {
  if (peer.fast) return;
  throw new ProtocolError('bad-message', 'a message of the fast extension');
}
