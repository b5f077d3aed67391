import { createHash } from 'node:crypto';
import { PAGE } from '../../../background/platform/memory/file.ts';
import { homeLine, type Line } from '../../../background/platform/memory/line.ts';
import { PagePool } from '../../../background/platform/memory/page-pool.ts';
import { MemoryRandom } from '../../../background/platform/memory/random.ts';
import type { Machine, StartOptions } from '../../support/sim/machine.ts';
import { type MemoryTorrent, memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { MemoryTracker } from '../../support/sim/memory-tracker.ts';
import { World } from '../../support/sim/world.ts';
import { KnownHasher } from './known-hasher.ts';
import { Trace } from './trace.ts';

export const KIB = 1024;
export const MIB = 1024 * KIB;

export interface TorrentSize {
  readonly size: number;
  readonly pieceLength?: number;
}

export interface JoinOptions extends StartOptions {
  /** Comes between the engine and its sockets. */
  readonly tamper?: Machine['tamper'];
}

/** Milliseconds of virtual time between two looks at what a scenario waits for. */
const STEP = 100;
/** Bytes of piece buffers on each machine: many machines share one real one. */
const MEMORY = 16 * MIB;

/**
 * One torrent and its swarm, in one process: engines on machines with lines like those of
 * homes, a tracker, a clock that runs as fast as it can. The same seed, the same run.
 */
export class Simulation {
  readonly seed: number;
  readonly world: World;
  readonly trace: Trace;
  readonly torrent: MemoryTorrent;
  readonly random: MemoryRandom;
  readonly machines: Machine[] = [];
  readonly #lines = new Map<string, Line>();
  #addresses = 0;

  private constructor(seed: number, { size, pieceLength = 256 * KIB }: TorrentSize) {
    const hasher = new KnownHasher();
    this.seed = seed;
    this.random = new MemoryRandom(seed);
    const pool = new PagePool();
    this.world = new World({ seed, step: STEP, hasher, pool });
    this.trace = new Trace(this.world.clock, () => this.torrent.pieceCount);
    this.world.network.observe = (from, to) => this.trace.observe(from, to);
    const trackers = ['http://81.9.9.9:80/announce'];
    this.torrent = memoryTorrent({ sizes: size, pieceLength, trackers });
    const { content, pieceCount } = this.torrent;
    const pieces = Array.from({ length: pieceCount }, (_, piece) => {
      const from = piece * pieceLength;
      const bytes = content.subarray(from, from + pieceLength);
      return new Uint8Array(createHash('sha1').update(bytes).digest());
    });
    hasher.learn(content, pieceLength, pieces);
    pool.learn(content, PAGE);
  }

  static async start(seed: number, size: TorrentSize): Promise<Simulation> {
    const simulation = new Simulation(seed, size);
    await MemoryTracker.start(simulation.world, '81.9.9.9');
    return simulation;
  }

  /** Milliseconds since it began. */
  get now(): number {
    return this.world.clock.now();
  }

  /** A public address that nobody has, put into the network by that line. */
  place(line: Partial<Line>): string {
    const number = ++this.#addresses;
    const address = `81.0.${number >> 8}.${number & 255}`;
    const whole = homeLine(line);
    this.#lines.set(address, whole);
    this.world.network.host(address, whole);
    return address;
  }

  lineOf(machine: Machine): Line {
    return this.#lines.get(machine.address)!;
  }

  /** A machine of its own with the torrent's pieces that `has` names; none by default. */
  async join(
    line: Partial<Line>,
    has?: (piece: number) => boolean,
    { tamper, ...options }: JoinOptions = {},
  ): Promise<Machine> {
    const machine = this.world.machine(this.place(line));
    if (tamper) machine.tamper = tamper;
    this.machines.push(machine);
    if (has) await machine.put(this.torrent, undefined, has);
    await this.#begin(machine, options);
    await machine.add(this.torrent);
    return machine;
  }

  /** After a crash: goes on with what is on record. */
  async restart(machine: Machine): Promise<void> {
    await this.#begin(machine, {});
  }

  /** Bytes that are verified and written there. */
  done(machine: Machine): number {
    return machine.row(this.torrent.id).done;
  }

  complete(machine: Machine): boolean {
    return this.done(machine) === this.torrent.content.length;
  }

  /** Lets time pass until the fact holds; throws after that many seconds. */
  until(what: string, fact: () => boolean, seconds: number): Promise<void> {
    return this.world.until(what, fact, seconds * 1000);
  }

  pass(seconds: number): Promise<void> {
    return this.world.pass(seconds * 1000);
  }

  async #begin(machine: Machine, options: StartOptions): Promise<void> {
    await machine.start({ memoryBudget: MEMORY, ...options });
    machine.session.onAlert((alert) => {
      if (alert.kind === 'peer-dropped') {
        this.trace.note(machine.address, `drops ${alert.peer}: ${alert.error.code}`);
      } else this.trace.note(machine.address, alert.kind);
    });
  }
}
