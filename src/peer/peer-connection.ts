import { type Endpoint, formatEndpoint } from '../bytes/endpoint.ts';
import type { NetworkError } from '../errors/network-error.ts';
import { ProtocolError } from '../errors/protocol-error.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { TcpConnection } from '../ports/tcp.ts';
import { PeerWireDecoder, type PeerWireSink } from '../protocol/peer-wire/decoder.ts';
import { encodeMessage } from '../protocol/peer-wire/encode.ts';
import {
  decodeHandshake,
  encodeHandshake,
  HANDSHAKE_LENGTH,
  type Handshake,
  isHandshakeStart,
} from '../protocol/peer-wire/handshake.ts';
import type { PeerMessage } from '../protocol/peer-wire/message.ts';

/** Who a connection talks to, once the handshakes are exchanged. */
export interface PeerSink extends PeerWireSink {
  /** All of one received chunk was decoded: the moment to answer in one go. */
  received(bytes: number): void;
  /** What was written has left: there is room for more. */
  drained(): void;
  /** The end, exactly once; not after close(). */
  closed(reason: ProtocolError | NetworkError | undefined): void;
}

export interface Acceptance {
  readonly handshake: Handshake;
  /** Bytes of this torrent's bitfield. */
  readonly maxBitfield: number;
  /** Called once both handshakes are through, before anything else is decoded. */
  ready(theirs: Handshake): PeerSink;
}

/**
 * Decides on a remote handshake: what to answer, or who is to blame. Throws ProtocolError
 * for a torrent or a peer that is not wanted.
 */
export type Accept = (theirs: Handshake) => Acceptance;

export interface PeerConnectionOptions {
  readonly connection: TcpConnection;
  readonly clock: Clock;
  readonly accept: Accept;
  /** What to say first, when we dialled; undefined: the other side speaks first. */
  readonly greeting: Handshake | undefined;
  /** The connection failed before `ready`. */
  readonly failed: (reason: ProtocolError | NetworkError | undefined) => void;
}

/** Milliseconds. A keep-alive is due every two minutes (BEP 3). */
const HANDSHAKE_TIMEOUT = 15_000;
const SILENCE_LIMIT = 150_000;
const KEEP_ALIVE_AFTER = 100_000;
/** For one message; not for a block, which a slow line may well take longer for. */
const MESSAGE_TIME = 60_000;

/**
 * One connection to a peer, from the handshake to the end: framing, keep-alives, the limit
 * on silence. It knows nothing of pieces; its sink does.
 */
export class PeerConnection {
  readonly remote: Endpoint;
  readonly name: string;
  readonly #connection: TcpConnection;
  readonly #clock: Clock;
  readonly #accept: Accept;
  readonly #failed: PeerConnectionOptions['failed'];
  readonly #greeted: boolean;
  #handshake: Uint8Array | undefined = new Uint8Array(HANDSHAKE_LENGTH);
  #filled = 0;
  #decoder: PeerWireDecoder | undefined;
  #sink: PeerSink | undefined;
  #timer: Timer;
  #lastReceived: number;
  #lastSent: number;
  /** The message that is arriving, and when it began. */
  #message = 0;
  #messageSince = 0;
  #received = 0;
  #sent = 0;
  /** Until reading goes on. */
  #held: Timer | undefined;
  #open = true;

  constructor(options: PeerConnectionOptions) {
    this.#connection = options.connection;
    this.#clock = options.clock;
    this.#accept = options.accept;
    this.#failed = options.failed;
    this.#greeted = options.greeting !== undefined;
    this.remote = options.connection.remote;
    this.name = formatEndpoint(this.remote);
    this.#lastReceived = this.#lastSent = options.clock.now();
    this.#timer = options.clock.timer(HANDSHAKE_TIMEOUT, () =>
      this.#fail(new ProtocolError('timed-out', 'no handshake in time')),
    );
    if (options.greeting) this.#connection.write(encodeHandshake(options.greeting));
    this.#connection.start({
      data: (chunk) => this.#data(chunk),
      drained: () => this.#sink?.drained(),
      closed: (reason) => this.#fail(reason),
    });
  }

  get open(): boolean {
    return this.#open;
  }

  /** Bytes written and not yet taken by the system. */
  get queued(): number {
    return this.#connection.queued;
  }

  /** Bytes in all, the handshake among them. */
  get received(): number {
    return this.#received;
  }

  get sent(): number {
    return this.#sent;
  }

  /** Reads nothing for so many milliseconds from now on. */
  hold(ms: number): void {
    if (!this.#open) return;
    if (this.#held) this.#held.cancel();
    else this.#connection.pause();
    this.#held = this.#clock.timer(ms, () => {
      this.#held = undefined;
      this.#connection.resume();
    });
  }

  /** Who hears it from now on, in place of who did since the handshakes were exchanged. */
  turnTo(sink: PeerSink): void {
    this.#sink = sink;
  }

  /** Skips the rest of the block now arriving. */
  skipBlock(): void {
    this.#decoder?.skipBlock();
  }

  send(message: PeerMessage): void {
    this.write(encodeMessage(message));
  }

  /** Sends encoded messages; the connection owns the bytes from now on. */
  write(bytes: Uint8Array): void {
    if (!this.#open) return;
    this.#lastSent = this.#clock.now();
    this.#sent += bytes.length;
    this.#connection.write(bytes);
  }

  /** Closes without a word to the sink. Idempotent. */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#timer.cancel();
    this.#held?.cancel();
    this.#connection.close();
  }

  /** Closes and tells the sink why. */
  drop(reason: ProtocolError): void {
    this.#fail(reason);
  }

  #fail(reason: ProtocolError | NetworkError | undefined): void {
    if (!this.#open) return;
    this.close();
    if (this.#sink) this.#sink.closed(reason);
    else this.#failed(reason);
  }

  #data(chunk: Uint8Array): void {
    if (!this.#open) return;
    this.#lastReceived = this.#clock.now();
    this.#received += chunk.length;
    try {
      const rest = this.#handshake ? this.#readHandshake(chunk, this.#handshake) : chunk;
      if (rest && rest.length > 0) this.#decoder?.push(rest);
      this.#checkPace();
      this.#sink?.received(chunk.length);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.#fail(error);
    }
  }

  /** Collects 68 bytes; answers what follows them, once they are there. */
  #readHandshake(chunk: Uint8Array, into: Uint8Array): Uint8Array | undefined {
    const part = Math.min(HANDSHAKE_LENGTH - this.#filled, chunk.length);
    into.set(chunk.subarray(0, part), this.#filled);
    this.#filled += part;
    if (!isHandshakeStart(into.subarray(0, this.#filled))) {
      throw new ProtocolError('bad-handshake', 'does not speak BitTorrent');
    }
    if (this.#filled < HANDSHAKE_LENGTH) return undefined;
    const theirs = decodeHandshake(into)!;
    const acceptance = this.#accept(theirs);
    this.#handshake = undefined;
    if (!this.#greeted) this.write(encodeHandshake(acceptance.handshake));
    const sink = acceptance.ready(theirs);
    this.#sink = sink;
    const current = () => this.#sink!;
    this.#decoder = new PeerWireDecoder(guarded(this, current), acceptance.maxBitfield);
    this.#timer.cancel();
    this.#watch();
    return chunk.subarray(part);
  }

  /** Nobody may keep us busy with one message by a byte now and then. */
  #checkPace(): void {
    if (!this.#decoder) return;
    const { begun, midway } = this.#decoder;
    if (!midway || begun !== this.#message) {
      this.#message = begun;
      this.#messageSince = this.#lastReceived;
    } else if (this.#lastReceived - this.#messageSince > MESSAGE_TIME) {
      throw new ProtocolError('timed-out', 'a message that does not end');
    }
  }

  /** Looks again whenever silence, theirs or ours, may have lasted too long. */
  #watch(): void {
    if (!this.#open) return;
    const now = this.#clock.now();
    if (now - this.#lastReceived >= SILENCE_LIMIT) {
      return this.#fail(new ProtocolError('timed-out', 'silent for too long'));
    }
    if (now - this.#lastSent >= KEEP_ALIVE_AFTER) this.send({ kind: 'keep-alive' });
    const next = Math.min(
      this.#lastReceived + SILENCE_LIMIT,
      this.#lastSent + KEEP_ALIVE_AFTER,
    );
    this.#timer = this.#clock.timer(Math.max(1, next - now), () => this.#watch());
  }
}

/** Once the connection is closed, what is left of the chunk goes nowhere. */
function guarded(connection: PeerConnection, sink: () => PeerSink): PeerWireSink {
  return {
    message(message) {
      if (connection.open) sink().message(message);
    },
    beginBlock(piece, begin, length) {
      return connection.open ? sink().beginBlock(piece, begin, length) : undefined;
    },
    endBlock(piece, begin, length) {
      if (connection.open) sink().endBlock(piece, begin, length);
    },
  };
}
