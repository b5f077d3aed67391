import { WebSeedError } from '../errors/web-seed-error.ts';
import { Lane } from './lane.ts';
import { ComeLater, hopeless } from './part-sink.ts';
import type { Gate, LentPiece, WebSeedHost } from './web-seed-host.ts';

/** Connections to one server at once, so that one request travels while another is answered. */
const LANES = 2;
/** Bytes asked for at once: what it brings in four seconds, within these. */
const RUN_SECONDS = 4;
const SHORTEST_RUN = 1 << 20;
const LONGEST_RUN = 8 << 20;
/** Bytes that pass the limits at a turn. */
const BLOCK = 16 * 1024;
/** Milliseconds. */
const FIRST_RETRY = 10_000;
const LAST_RETRY = 15 * 60_000;
/** Seconds of an average rate, and how many of them without hope make it too slow. */
const AVERAGE = 5;
const PATIENCE = 30;
/** How many times as fast an average peer is then. */
const TOO_SLOW = 10;
/** Seconds that the rest may take while peers wait for it. */
const HURRY = 3;

/**
 * What a web seed is doing: working -> waiting -> working ..., and from either, for good, aside.
 */
type State =
  | { readonly kind: 'working' }
  /** It failed, or asked to come later. `until` in milliseconds. */
  | { readonly kind: 'waiting'; readonly until: number }
  | { readonly kind: 'aside'; readonly error: WebSeedError };

/**
 * One web seed (BEP 19):
 *
 *  1. Each of its connections asks for neighbouring whole pieces, run after run.
 *  2. Where it fails for now, it is asked again after ten seconds, then twice as long each
 *     time; where the server says when, then.
 *  3. What cannot get better sets it aside: files that are absent or of another size, no
 *     ranges, wrong data.
 *  4. So does being ten times slower, for half a minute, than the average peer.
 *  5. When peers have nothing else to do, it gives back what it cannot bring in a moment.
 */
export class WebSeed {
  readonly address: string;
  readonly #host: WebSeedHost;
  readonly #lanes: readonly Lane[];
  readonly #gate: Gate;
  #state: State = { kind: 'working' };
  #failures = 0;
  /** Bytes a second. */
  #rate = 0;
  /** Bytes since the last tick. */
  #recent = 0;
  #slowTicks = 0;
  /** Bytes that came and have not passed the limits. */
  #owed = 0;

  constructor(address: string, host: WebSeedHost) {
    this.address = address;
    this.#host = host;
    this.#gate = host.gate({
      wants: () => (this.#owed < BLOCK ? 0 : this.#owed),
      ready: () => this.#pay(),
    });
    const seed = this;
    const owner = {
      address,
      get runLength() {
        return seed.#runLength;
      },
      // Over https nothing is seen of an answer before all of it is here.
      partLength: address.startsWith('https:') ? SHORTEST_RUN : LONGEST_RUN,
      received: (bytes: number) => this.#received(bytes),
      brought: (piece: LentPiece) => this.#brought(piece),
      failed: (error: unknown) => this.#failed(error),
    };
    this.#lanes = Array.from({ length: LANES }, () => new Lane(host, owner));
  }

  /** Why it is not asked any more. */
  get error(): WebSeedError | undefined {
    return this.#state.kind === 'aside' ? this.#state.error : undefined;
  }

  /** Once a second, and at the beginning. */
  tick(): void {
    const now = this.#host.clock.now();
    for (const lane of this.#lanes) lane.tick();
    this.#measure();
    if (this.#state.kind === 'waiting' && now >= this.#state.until) {
      this.#state = { kind: 'working' };
    }
    if (this.#state.kind !== 'working') return;
    if (this.#host.hurried()) this.#hurry(now);
    else for (const lane of this.#lanes) if (this.#owed < BLOCK) lane.start();
  }

  /** Nothing is asked any more, and nothing is held. */
  stop(): void {
    this.#gate.close();
    for (const lane of this.#lanes) lane.abort();
  }

  get #runLength(): number {
    return Math.min(Math.max(this.#rate * RUN_SECONDS, SHORTEST_RUN), LONGEST_RUN);
  }

  #measure(): void {
    const busy = this.#lanes.some((lane) => lane.busy);
    this.#rate += (this.#recent - this.#rate) / AVERAGE;
    this.#recent = 0;
    // While a limit holds it back it is as fast as it may be.
    const slow =
      busy && this.#owed < BLOCK && this.#rate * TOO_SLOW < this.#host.peerRate();
    this.#slowTicks = slow ? this.#slowTicks + 1 : 0;
    if (this.#slowTicks < PATIENCE) return;
    this.#setAside(new WebSeedError('too-slow', 'peers bring the same far sooner'));
  }

  #hurry(now: number): void {
    for (const lane of this.#lanes) {
      if (!lane.busy || lane.missing <= this.#rate * HURRY) continue;
      lane.abort();
      this.#state = { kind: 'waiting', until: now + FIRST_RETRY };
    }
  }

  #received(bytes: number): void {
    this.#recent += bytes;
    this.#owed += bytes;
    this.#host.received(bytes);
    this.#pay();
  }

  /** What came is set against the limits; until that is done nothing more is read. */
  #pay(): void {
    const before = this.#owed;
    const now = this.#host.clock.now();
    while (this.#owed >= BLOCK && this.#gate.take(BLOCK, now)) this.#owed -= BLOCK;
    if (this.#owed >= BLOCK) for (const lane of this.#lanes) lane.pause();
    else if (before >= BLOCK) for (const lane of this.#lanes) lane.resume();
  }

  #brought(piece: LentPiece): void {
    this.#failures = 0;
    this.#host.brought(piece, () => {
      const what = `piece ${piece.index} did not match its hash`;
      this.#setAside(new WebSeedError('wrong-data', what));
    });
  }

  #failed(error: unknown): void {
    const reason = hopeless(error);
    if (reason) return this.#setAside(reason);
    const asked = error instanceof ComeLater ? error.ms : undefined;
    const backOff = Math.min(FIRST_RETRY * 2 ** this.#failures, LAST_RETRY);
    this.#wait(this.#host.clock.now(), asked ?? backOff);
  }

  #wait(now: number, ms: number): void {
    if (this.#state.kind !== 'working') return;
    this.#failures++;
    this.#state = { kind: 'waiting', until: now + ms };
    for (const lane of this.#lanes) lane.abort();
  }

  #setAside(error: WebSeedError): void {
    if (this.#state.kind === 'aside') return;
    this.#state = { kind: 'aside', error };
    this.stop();
    this.#host.setAside(this.address, error);
  }
}
