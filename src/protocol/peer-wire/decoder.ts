import { ProtocolError } from '../../errors/protocol-error.ts';
import {
  BLOCK_LENGTH,
  type BlockRange,
  type HashRange,
  MESSAGE_ID,
  MOST_HASHES,
  type PeerMessage,
} from './message.ts';

/** Who hears what was decoded. Views handed over are valid only during the call. */
export interface PeerWireSink {
  message(message: PeerMessage): void;
  /** A block begins: the bytes it is to be copied into, `length` long, or undefined: skip. */
  beginBlock(piece: number, begin: number, length: number): Uint8Array | undefined;
  /** Its last byte is in place, or was skipped. */
  endBlock(piece: number, begin: number, length: number): void;
}

/**
 * The peer wire after the handshake, bytes in any portions. Each data byte is copied once,
 * from the received chunk into the place the sink names; other messages are small and
 * bounded, and are collected only when a chunk border cuts them.
 *
 * Throws ProtocolError: 'message-too-long' or 'bad-message'; nothing may be pushed after.
 */
export class PeerWireDecoder {
  readonly #sink: PeerWireSink;
  readonly #maxBitfield: number;
  #phase: 'length' | 'id' | 'body' | 'block-head' | 'block' = 'length';
  /** Bytes the phase needs at once. */
  #need = 4;
  #scratch = new Uint8Array(16);
  #filled = 0;
  /** Of the present message. */
  #id = 0;
  #payload = 0;
  #piece = 0;
  #begin = 0;
  #target: Uint8Array | undefined;
  #copied = 0;
  #messages = 0;

  /** `maxBitfield`: bytes of the longest bitfield to accept. */
  constructor(sink: PeerWireSink, maxBitfield: number) {
    this.#sink = sink;
    this.#maxBitfield = maxBitfield;
  }

  /** Messages that have begun. */
  get begun(): number {
    return this.#messages;
  }

  /** Whether a message has begun to arrive and has not ended, blocks aside. */
  get midway(): boolean {
    if (this.#phase === 'block') return false;
    return this.#phase !== 'length' || this.#filled > 0;
  }

  /** Skips what is still to come of the block now arriving: its place is taken back. */
  skipBlock(): void {
    this.#target = undefined;
  }

  push(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#phase === 'block') {
        at = this.#copyBlock(chunk, at);
      } else if (this.#filled === 0 && chunk.length - at >= this.#need) {
        const from = at;
        at += this.#need;
        this.#step(chunk, from);
      } else {
        const part = Math.min(this.#need - this.#filled, chunk.length - at);
        this.#reserve(this.#filled + part);
        this.#scratch.set(chunk.subarray(at, at + part), this.#filled);
        this.#filled += part;
        at += part;
        if (this.#filled < this.#need) return;
        this.#filled = 0;
        this.#step(this.#scratch, 0);
      }
    }
  }

  #copyBlock(chunk: Uint8Array, at: number): number {
    const part = Math.min(this.#payload - this.#copied, chunk.length - at);
    this.#target?.set(chunk.subarray(at, at + part), this.#copied);
    this.#copied += part;
    if (this.#copied === this.#payload) {
      this.#target = undefined;
      this.#expect('length', 4);
      this.#sink.endBlock(this.#piece, this.#begin, this.#payload);
    }
    return at + part;
  }

  /** `#need` bytes are at `at`. */
  #step(bytes: Uint8Array, at: number): void {
    switch (this.#phase) {
      case 'length': {
        const length = uint32(bytes, at);
        this.#messages++;
        if (length === 0) return this.#sink.message({ kind: 'keep-alive' });
        this.#payload = length - 1;
        return this.#expect('id', 1);
      }
      case 'id':
        this.#id = bytes[at]!;
        this.#checkLength();
        if (this.#id === MESSAGE_ID.piece) return this.#expect('block-head', 8);
        if (this.#payload > 0) return this.#expect('body', this.#payload);
        return this.#emit(bytes, at);
      case 'body':
        return this.#emit(bytes, at);
      case 'block-head':
        this.#piece = uint32(bytes, at);
        this.#begin = uint32(bytes, at + 4);
        this.#payload -= 8;
        this.#copied = 0;
        this.#target = this.#sink.beginBlock(this.#piece, this.#begin, this.#payload);
        this.#phase = 'block';
        return;
      case 'block':
        return;
    }
  }

  #expect(phase: 'length' | 'id' | 'body' | 'block-head', need: number): void {
    this.#phase = phase;
    this.#need = need;
    if (this.#scratch.length > KEPT_SCRATCH) this.#scratch = new Uint8Array(16);
  }

  /** Only for what has come: a length alone costs whoever sends it as much as us. */
  #reserve(length: number): void {
    if (length <= this.#scratch.length) return;
    const most = Math.max(length, Math.min(this.#need, this.#scratch.length * 2));
    const larger = new Uint8Array(most);
    larger.set(this.#scratch.subarray(0, this.#filled));
    this.#scratch = larger;
  }

  #emit(bytes: Uint8Array, at: number): void {
    this.#expect('length', 4);
    this.#sink.message(this.#read(bytes, at));
  }

  /** A message of the wrong size for its id is refused before any of it is kept. */
  #checkLength(): void {
    const payload = this.#payload;
    const [least, most] = this.#bounds();
    const odd = this.#id === MESSAGE_ID.hashes && (payload - HASH_RANGE) % 32 !== 0;
    if (payload >= least && payload <= most && !odd) return;
    const code = payload > most ? 'message-too-long' : 'bad-message';
    throw new ProtocolError(code, `message ${this.#id} with ${payload} bytes`);
  }

  #bounds(): readonly [number, number] {
    switch (this.#id) {
      case MESSAGE_ID.choke:
      case MESSAGE_ID.unchoke:
      case MESSAGE_ID.interested:
      case MESSAGE_ID.notInterested:
      case MESSAGE_ID.haveAll:
      case MESSAGE_ID.haveNone:
        return [0, 0];
      case MESSAGE_ID.have:
      case MESSAGE_ID.suggest:
      case MESSAGE_ID.allowedFast:
        return [4, 4];
      case MESSAGE_ID.bitfield:
        return [1, this.#maxBitfield];
      case MESSAGE_ID.request:
      case MESSAGE_ID.cancel:
      case MESSAGE_ID.reject:
        return [12, 12];
      case MESSAGE_ID.piece:
        return [9, 8 + BLOCK_LENGTH];
      case MESSAGE_ID.port:
        return [2, 2];
      case MESSAGE_ID.extended:
        return [1, MAX_EXTENDED];
      case MESSAGE_ID.hashRequest:
      case MESSAGE_ID.hashReject:
        return [HASH_RANGE, HASH_RANGE];
      case MESSAGE_ID.hashes:
        return [HASH_RANGE, HASH_RANGE + (MOST_HASHES + MOST_UNCLES) * 32];
      default:
        throw new ProtocolError('bad-message', `unknown message id ${this.#id}`);
    }
  }

  #read(bytes: Uint8Array, at: number): PeerMessage {
    switch (this.#id) {
      case MESSAGE_ID.choke:
        return { kind: 'choke' };
      case MESSAGE_ID.unchoke:
        return { kind: 'unchoke' };
      case MESSAGE_ID.interested:
        return { kind: 'interested' };
      case MESSAGE_ID.notInterested:
        return { kind: 'not-interested' };
      case MESSAGE_ID.have:
        return { kind: 'have', piece: uint32(bytes, at) };
      case MESSAGE_ID.suggest:
        return { kind: 'suggest', piece: uint32(bytes, at) };
      case MESSAGE_ID.haveAll:
        return { kind: 'have-all' };
      case MESSAGE_ID.haveNone:
        return { kind: 'have-none' };
      case MESSAGE_ID.allowedFast:
        return { kind: 'allowed-fast', piece: uint32(bytes, at) };
      case MESSAGE_ID.request:
        return { kind: 'request', ...blockRange(bytes, at) };
      case MESSAGE_ID.cancel:
        return { kind: 'cancel', ...blockRange(bytes, at) };
      case MESSAGE_ID.reject:
        return { kind: 'reject', ...blockRange(bytes, at) };
      case MESSAGE_ID.bitfield:
        return { kind: 'bitfield', bits: bytes.subarray(at, at + this.#payload) };
      case MESSAGE_ID.port:
        return { kind: 'port', port: (bytes[at]! << 8) | bytes[at + 1]! };
      case MESSAGE_ID.extended: {
        const payload = bytes.subarray(at + 1, at + this.#payload);
        return { kind: 'extended', id: bytes[at]!, payload };
      }
      case MESSAGE_ID.hashRequest:
        return { kind: 'hash-request', ...hashRange(bytes, at) };
      case MESSAGE_ID.hashReject:
        return { kind: 'hash-reject', ...hashRange(bytes, at) };
      case MESSAGE_ID.hashes: {
        const hashes = bytes.subarray(at + HASH_RANGE, at + this.#payload);
        return { kind: 'hashes', ...hashRange(bytes, at), hashes };
      }
      default:
        throw new ProtocolError('bad-message', `unknown message id ${this.#id}`);
    }
  }
}

/** Bytes. The largest real one is a PEX or metadata message of some 20 KB. */
const MAX_EXTENDED = 1 << 17;
/** Bytes kept from one message to the next. */
const KEPT_SCRATCH = 1024;
/** Bytes: a root and four numbers. */
const HASH_RANGE = 48;
/** More than any tree has layers. */
const MOST_UNCLES = 48;

function blockRange(bytes: Uint8Array, at: number): BlockRange {
  return {
    piece: uint32(bytes, at),
    begin: uint32(bytes, at + 4),
    length: uint32(bytes, at + 8),
  };
}

function hashRange(bytes: Uint8Array, at: number): HashRange {
  return {
    root: bytes.subarray(at, at + 32),
    baseLayer: uint32(bytes, at + 32),
    index: uint32(bytes, at + 36),
    length: uint32(bytes, at + 40),
    proofLayers: uint32(bytes, at + 44),
  };
}

function uint32(bytes: Uint8Array, at: number): number {
  return (
    ((bytes[at]! << 24) |
      (bytes[at + 1]! << 16) |
      (bytes[at + 2]! << 8) |
      bytes[at + 3]!) >>>
    0
  );
}
