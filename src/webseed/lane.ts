import { NetworkError } from '../errors/network-error.ts';
import { RangeClient } from '../http/range-client.ts';
import { type FilePart, fileParts } from './file-parts.ts';
import { fileUrl } from './file-url.ts';
import { judgeAnswer } from './judge-answer.ts';
import { PartSink } from './part-sink.ts';
import { PieceRun } from './piece-run.ts';
import type { LentPiece, WebSeedHost } from './web-seed-host.ts';

/** What a lane needs of its web seed. */
export interface LaneOwner {
  readonly address: string;
  /** Bytes to ask for at once; over https, too, where nothing is seen before all of it came. */
  readonly runLength: number;
  readonly partLength: number;
  received(bytes: number): void;
  brought(piece: LentPiece): void;
  /** The exchange failed. */
  failed(error: unknown): void;
}

/** Milliseconds without a byte after which a connection is given up. */
const STALL = 20_000;
/** Milliseconds for which a connection with nothing to do is kept. */
const IDLE = 10_000;

/** One connection to a web seed, and the run of pieces that comes over it. */
export class Lane {
  readonly #host: WebSeedHost;
  readonly #owner: LaneOwner;
  readonly #client: RangeClient;
  #aborter: AbortController | undefined;
  #run: PieceRun | undefined;
  /** The piece behind the last that was begun. */
  #near = -1;
  #lastByte = 0;
  #connected = false;
  #paused = false;

  constructor(host: WebSeedHost, owner: LaneOwner) {
    this.#host = host;
    this.#owner = owner;
    this.#client = new RangeClient(host, host.userAgent);
  }

  get busy(): boolean {
    return this.#aborter !== undefined;
  }

  /** Bytes of the run that are not here. */
  get missing(): number {
    return (this.#run?.rest ?? []).reduce((sum, { buffer }) => sum + buffer.length, 0);
  }

  /** Goes to work, if there is any and nothing is under way. */
  start(): void {
    if (this.busy) return;
    if (!this.#connected && !this.#host.connections.take()) return;
    this.#connected = true;
    const run = this.#begin();
    if (run) void this.#work(run);
  }

  /** Once a second: a connection that brings nothing is given up. */
  tick(): void {
    const still = this.#host.clock.now() - this.#lastByte;
    if (this.busy) {
      if (still >= STALL && !this.#paused) this.abort(stalled());
    } else if (still >= IDLE) this.#disconnect();
  }

  pause(): void {
    this.#paused = true;
    this.#client.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#lastByte = this.#host.clock.now();
    this.#client.resume();
  }

  /** What is under way is given back at once; the web seed hears `reason`, if there is one. */
  abort(reason?: unknown): void {
    const aborter = this.#aborter;
    this.#aborter = undefined;
    for (const piece of this.#run?.rest ?? []) this.#host.takeBack(piece);
    this.#run = undefined;
    this.#disconnect();
    aborter?.abort(new NetworkError('aborted', 'no longer wanted'));
    if (reason !== undefined) this.#owner.failed(reason);
  }

  #disconnect(): void {
    this.#client.close();
    if (this.#connected) this.#host.connections.give();
    this.#connected = false;
  }

  #begin(): { run: PieceRun; parts: FilePart[]; end: number } | undefined {
    const { layout, pieces } = this.#host;
    const lent = this.#host.lend(this.#near, this.#owner.runLength);
    const [first] = lent;
    const last = lent.at(-1);
    if (!first || !last) return undefined;
    this.#near = last.index + 1;
    const from = pieces.offset(first.index);
    const end = pieces.offset(last.index) + last.buffer.length;
    const parts = fileParts(layout, from, end - from, this.#owner.partLength);
    const pieceLength = pieces.offset(1);
    const run = new PieceRun(lent, pieceLength, (piece) => this.#owner.brought(piece));
    this.#run = run;
    this.#lastByte = this.#host.clock.now();
    return { run, parts, end };
  }

  /** Run after run, until there is none or something fails. */
  async #work(first: { run: PieceRun; parts: FilePart[]; end: number }): Promise<void> {
    const aborter = new AbortController();
    this.#aborter = aborter;
    try {
      for (let next: typeof first | undefined = first; next; next = this.#begin()) {
        for (const part of next.parts) await this.#fetch(part, next.run, aborter.signal);
        next.run.padTo(next.end);
        this.#run = undefined;
      }
      this.#aborter = undefined;
    } catch (error) {
      if (this.#aborter === aborter) this.abort(error);
    }
  }

  async #fetch(part: FilePart, run: PieceRun, signal: AbortSignal): Promise<void> {
    const { layout, clock } = this.#host;
    const file = layout.files[part.file]!;
    const sink = new PartSink(
      part,
      (head) => judgeAnswer(head, part, file.length, clock.date()),
      (at, bytes) => {
        this.#lastByte = clock.now();
        this.#owner.received(bytes.length);
        if (!signal.aborted) run.write(at, bytes);
      },
    );
    const request = {
      url: fileUrl(this.#owner.address, file),
      first: part.offset,
      last: part.offset + part.length - 1,
    };
    await this.#client.get(request, sink, signal);
    // Who was aborted is heard no more.
    signal.throwIfAborted();
    sink.end();
  }
}

function stalled(): NetworkError {
  return new NetworkError('timed-out', 'the web seed sends nothing');
}
