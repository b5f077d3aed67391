import type { Endpoint } from '../../../src/bytes/endpoint.ts';
import type { TcpConnection } from '../../../src/ports/tcp.ts';
import { PeerWireDecoder } from '../../../src/protocol/peer-wire/decoder.ts';
import { encodeBlock, encodeMessage } from '../../../src/protocol/peer-wire/encode.ts';
import {
  decodeHandshake,
  encodeHandshake,
  HANDSHAKE_LENGTH,
  type Handshake,
} from '../../../src/protocol/peer-wire/handshake.ts';
import type {
  BlockRange,
  HashRange,
  PeerMessage,
} from '../../../src/protocol/peer-wire/message.ts';
import type { Machine } from './machine.ts';
import type { MemoryTorrent } from './memory-torrent.ts';
import type { World } from './world.ts';

/** A block as it came. */
export interface ReceivedBlock extends BlockRange {
  readonly bytes: Uint8Array;
}

/** What a scripted peer has to know of its torrent. */
type Known = Pick<MemoryTorrent, 'infoHash' | 'content' | 'pieceLength' | 'pieceCount'>;

type OnRequest = (range: BlockRange, peer: ScriptedPeer) => void;

/** One end of a peer connection that says what the test has it say, right or wrong. */
export class ScriptedPeer {
  readonly torrent: Known;
  /** What the other side said, in order. */
  readonly messages: PeerMessage[] = [];
  readonly requests: BlockRange[] = [];
  readonly blocks: ReceivedBlock[] = [];
  theirs: Handshake | undefined;
  closed = false;
  onRequest: OnRequest = () => {};
  onHashRequest: (range: HashRange) => void = () => {};
  onExtended: (id: number, payload: Uint8Array) => void = () => {};
  readonly #connection: TcpConnection;
  readonly #first = new Uint8Array(HANDSHAKE_LENGTH);
  #filled = 0;
  #block = new Uint8Array(0);

  constructor(torrent: Known, connection: TcpConnection) {
    this.torrent = torrent;
    this.#connection = connection;
    const decoder = new PeerWireDecoder(
      {
        message: (message) => this.#heard(message),
        beginBlock: (_piece, _begin, length) => {
          this.#block = new Uint8Array(length);
          return this.#block;
        },
        endBlock: (piece, begin, length) =>
          this.blocks.push({ piece, begin, length, bytes: this.#block }),
      },
      1 << 20,
    );
    connection.start({
      data: (chunk) => {
        const rest = this.#readHandshake(chunk);
        if (rest.length > 0) decoder.push(rest);
      },
      drained: () => {},
      closed: () => {
        this.closed = true;
      },
    });
  }

  /** Dials the machine. Nothing is said yet. */
  static async dial(
    world: World,
    from: string,
    machine: Machine,
    torrent: MemoryTorrent,
  ): Promise<ScriptedPeer> {
    const port = machine.session.status().listenPort ?? 0;
    const remote: Endpoint = { host: machine.address, port };
    const { tcp } = world.network.host(from);
    const dialling = tcp.connect(remote, new AbortController().signal);
    return new ScriptedPeer(torrent, await world.settle(dialling));
  }

  /** Dials, shakes hands and says which pieces it has: all of them by default. */
  static async join(
    world: World,
    from: string,
    machine: Machine,
    torrent: MemoryTorrent,
    has: (piece: number) => boolean = () => true,
  ): Promise<ScriptedPeer> {
    const peer = await ScriptedPeer.dial(world, from, machine, torrent);
    peer.shakeHands({ peerId: peerIdOf(from) });
    peer.sendBitfield(has);
    await world.until('a handshake', () => peer.theirs !== undefined || peer.closed);
    return peer;
  }

  /** Waits at `address:port` for the first who dials; `onPeer` gets it. */
  static listen(
    world: World,
    at: Endpoint,
    torrent: MemoryTorrent,
    onPeer: (peer: ScriptedPeer) => void,
  ): Promise<unknown> {
    const { tcp } = world.network.host(at.host);
    return tcp.listen(at, (connection) => onPeer(new ScriptedPeer(torrent, connection)));
  }

  shakeHands(changes: Partial<Handshake> = {}): void {
    this.raw(
      encodeHandshake({
        reserved: new Uint8Array(8),
        infoHash: this.torrent.infoHash,
        peerId: peerIdOf('scripted'),
        ...changes,
      }),
    );
  }

  sendBitfield(has: (piece: number) => boolean): void {
    const bits = new Uint8Array(Math.ceil(this.torrent.pieceCount / 8));
    for (let piece = 0; piece < this.torrent.pieceCount; piece++) {
      if (has(piece)) bits[piece >> 3]! |= 0x80 >> (piece & 7);
    }
    this.send({ kind: 'bitfield', bits });
  }

  send(message: PeerMessage): void {
    this.raw(encodeMessage(message));
  }

  /** The right bytes, or other ones. */
  sendBlock(range: BlockRange, wrong = false): void {
    const from = range.piece * this.torrent.pieceLength + range.begin;
    const bytes = this.torrent.content.slice(from, from + range.length);
    if (wrong) bytes[0]! ^= 0xff;
    this.raw(encodeBlock(range.piece, range.begin, bytes));
  }

  raw(bytes: Uint8Array): void {
    this.#connection.write(bytes.slice());
  }

  leave(): void {
    this.closed = true;
    this.#connection.close();
  }

  /** Reads nothing more from its socket. */
  stopReading(): void {
    this.#connection.pause();
  }

  /** Unchokes, and from now on answers each request. */
  serve(answer: OnRequest = (range) => this.sendBlock(range)): void {
    this.onRequest = answer;
    for (const range of this.requests) answer(range, this);
    this.send({ kind: 'unchoke' });
  }

  heard(kind: PeerMessage['kind']): boolean {
    return this.messages.some((message) => message.kind === kind);
  }

  #heard(message: PeerMessage): void {
    // Views are valid only now.
    const kept = structuredClone(message);
    this.messages.push(kept);
    if (kept.kind === 'hash-request') this.onHashRequest(kept);
    if (message.kind === 'extended') this.onExtended(message.id, message.payload);
    if (message.kind !== 'request') return;
    this.requests.push(message);
    this.onRequest(message, this);
  }

  #readHandshake(chunk: Uint8Array): Uint8Array {
    const part = Math.min(HANDSHAKE_LENGTH - this.#filled, chunk.length);
    this.#first.set(chunk.subarray(0, part), this.#filled);
    this.#filled += part;
    if (this.#filled === HANDSHAKE_LENGTH) this.theirs ??= decodeHandshake(this.#first);
    return chunk.subarray(part);
  }
}

/** 20 bytes, the same for the same name. */
export function peerIdOf(name: string): Uint8Array {
  return new TextEncoder().encode(`-XX0000-${name.padStart(12, '-')}`).slice(0, 20);
}
