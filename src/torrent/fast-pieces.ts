import type { Bitfield } from '../bytes/bitfield.ts';
import { parseIp } from '../bytes/ip-address.ts';
import { ProtocolError } from '../errors/protocol-error.ts';
import type { Hasher } from '../ports/hasher.ts';
import { allowedFastSet } from '../protocol/peer-wire/allowed-fast.ts';
import type { RemotePeer } from './remote-peer.ts';

/** What this needs of its torrent. */
export interface FastPiecesHost {
  readonly hasher: Hasher;
  /** 20 bytes. */
  readonly infoHash: Uint8Array;
  readonly have: Bitfield;
  /** Bytes of the piece that peers may ask for. */
  span(piece: number): number;
  peers(): Iterable<RemotePeer>;
}

/** Pieces granted to one peer (BEP 6, "k"). */
const MOST_GRANTED = 10;
/** Peers that have a piece before it is granted to others: what is rare is not given twice. */
const SPREAD = 3;
/** One in so many pieces at most: a head start, not a way round the choker. */
const SHARE = 20;
/** Times that a granted piece is sent to the same peer. */
const COPIES = 2;
/** What a peer says is kept so far: libtorrent says 10. */
const MOST_ALLOWED = 100;
const MOST_SUGGESTED = 16;

/** Pieces that peers may ask for though they are choked, ours and theirs (BEP 6). */
export class FastPieces {
  readonly #host: FastPiecesHost;

  constructor(host: FastPiecesHost) {
    this.#host = host;
  }

  /** Helps a fresh peer to its first pieces. Call once what it has is known. */
  async grant(peer: RemotePeer): Promise<void> {
    const { hasher, infoHash, have, span } = this.#host;
    const count = Math.min(MOST_GRANTED, Math.floor(have.length / SHARE));
    const ip = parseIp(peer.connection.remote.host);
    if (!peer.fast || !ip || have.count === 0 || peer.has.count >= count) return;
    const sha1 = (bytes: Uint8Array) => hasher.digest('sha1', [bytes]);
    for (const piece of await allowedFastSet(ip, infoHash, have.length, count, sha1)) {
      if (!have.has(piece) || peer.has.has(piece) || !this.#spread(piece)) continue;
      peer.granted.set(piece, span(piece) * COPIES);
      peer.connection.send({ kind: 'allowed-fast', piece });
    }
  }

  #spread(piece: number): boolean {
    let count = 0;
    for (const { has } of this.#host.peers()) {
      if (has.has(piece) && ++count === SPREAD) return true;
    }
    return false;
  }

  /** The peer grants us one. Throws ProtocolError 'out-of-range'. */
  allowed(peer: RemotePeer, piece: number): void {
    check(peer, piece);
    if (peer.allowedFast.size < MOST_ALLOWED) peer.allowedFast.add(piece);
  }

  /** The peer would rather give us this one. Throws ProtocolError 'out-of-range'. */
  suggested(peer: RemotePeer, piece: number): void {
    check(peer, piece);
    peer.suggested.delete(piece);
    peer.suggested.add(piece);
    if (peer.suggested.size <= MOST_SUGGESTED) return;
    for (const oldest of peer.suggested) {
      peer.suggested.delete(oldest);
      break;
    }
  }
}

function check(peer: RemotePeer, piece: number): void {
  if (piece < peer.has.length) return;
  throw new ProtocolError('out-of-range', `names piece ${piece}, which does not exist`);
}
