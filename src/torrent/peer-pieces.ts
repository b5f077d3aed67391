import { Bitfield } from '../bytes/bitfield.ts';
import { ProtocolError } from '../errors/protocol-error.ts';
import type { PiecePicker } from '../picker/piece-picker.ts';
import type { PeerMessage } from '../protocol/peer-wire/message.ts';
import type { RemotePeer } from './remote-peer.ts';

/** Of a bitfield: it is work to count. */
const BYTES_A_MESSAGE = 64;
/** Messages that it counts for at most: the first one of the largest torrent is no flood. */
const MOST_COST = 1000;

type Told = Extract<PeerMessage, { kind: 'bitfield' | 'have-all' | 'have-none' }>;

/** Which pieces peers have, as they say, and the count of each in the picker. */
export class PeerPieces {
  readonly #picker: PiecePicker;

  constructor(picker: PiecePicker) {
    this.#picker = picker;
  }

  /** One more piece. Answers whether that is news. Throws ProtocolError. */
  has(peer: RemotePeer, piece: number): boolean {
    if (piece >= peer.has.length) {
      throw new ProtocolError('out-of-range', `has piece ${piece}, which does not exist`);
    }
    if (peer.has.has(piece)) {
      peer.idleTalk();
      return false;
    }
    peer.has.set(piece, true);
    peer.counted = true;
    this.#picker.countOne(piece, 1);
    return true;
  }

  /**
   * All that it has. Unlike BEP 3 says it need not come first, nor once: aria2 sends another
   * in place of many haves. Throws ProtocolError.
   */
  told(peer: RemotePeer, message: Told): void {
    this.#replace(peer, bitfieldOf(message, peer.has.length));
  }

  /** It has this piece no more (BEP 54). */
  lost(peer: RemotePeer, piece: number): void {
    peer.idleTalk();
    if (piece >= peer.has.length || !peer.has.has(piece)) return;
    const has = peer.has.clone();
    has.set(piece, false);
    this.#replace(peer, has);
  }

  left(peer: RemotePeer): void {
    if (peer.counted) this.#picker.count(peer.has, -1);
    peer.counted = false;
  }

  #replace(peer: RemotePeer, has: Bitfield): void {
    peer.idleTalk(Math.min(1 + has.bytes.length / BYTES_A_MESSAGE, MOST_COST));
    this.left(peer);
    peer.has = has;
    peer.counted = has.count > 0 && !has.full;
    if (peer.counted) this.#picker.count(has, 1);
  }
}

function bitfieldOf(message: Told, length: number): Bitfield {
  if (message.kind === 'bitfield') {
    const has = Bitfield.from(message.bits, length);
    if (has) return has;
    throw new ProtocolError('bad-message', 'a bitfield of the wrong length');
  }
  const has = new Bitfield(length);
  if (message.kind === 'have-all') has.setAll();
  return has;
}
