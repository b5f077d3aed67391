import { StorageError } from '../../../src/errors/storage-error.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { PagePool } from './page-pool.ts';

export type DiskOperation =
  | 'open'
  | 'stat'
  | 'allocate'
  | 'write'
  | 'read'
  | 'remove'
  | 'rename';

/** Where a head is after an operation. */
export interface DiskPlace {
  readonly file: object;
  readonly offset: number;
}

/** What all files of a MemoryFolders share: room, time, and the faults a test puts in. */
export class MemoryDisk {
  /** Bytes that fit; holes take none, and what is written counts in whole pages. */
  capacity = Number.POSITIVE_INFINITY;
  /** Bytes a second, and milliseconds before what does not go on where the last one ended. */
  rate = Number.POSITIVE_INFINITY;
  seek = 0;
  /** Once so many bytes were written, one bit of each write is wrong. */
  corruptAfter = Number.POSITIVE_INFINITY;
  readonly pool: PagePool | undefined;
  readonly #clock: Clock;
  #used = 0;
  #written = 0;
  #fault: StorageError | undefined;
  #faulty: readonly DiskOperation[] = [];
  #head: DiskPlace | undefined;
  /** When what it was given to do is done. */
  #freeAt = 0;

  /** `pool`: where its pages are kept, with those of other disks. */
  constructor(clock: Clock, pool?: PagePool) {
    this.#clock = clock;
    this.pool = pool;
  }

  /** Bytes in use. */
  get used(): number {
    return this.#used;
  }

  /** From now on these operations (none named: all) reject with the error. */
  failWith(error: StorageError, ...operations: readonly DiskOperation[]): void {
    this.#fault = error;
    this.#faulty = operations;
  }

  /** Ends what failWith began. */
  recover(): void {
    this.#fault = undefined;
  }

  /** Throws the fault put in for the operation, if any. */
  check(operation: DiskOperation): void {
    const all = this.#faulty.length === 0;
    if (this.#fault !== undefined && (all || this.#faulty.includes(operation))) {
      throw this.#fault;
    }
  }

  date(): number {
    return this.#clock.date();
  }

  /** Throws 'no-space' when that many bytes do not fit. */
  take(bytes: number): void {
    if (this.#used + bytes > this.capacity) {
      throw new StorageError('no-space', `the disk of ${this.capacity} bytes is full`);
    }
    this.#used += bytes;
  }

  giveBack(bytes: number): void {
    this.#used -= bytes;
  }

  /** The time that it takes to read or write there, one operation after another. */
  async work(place: DiskPlace, bytes: number): Promise<void> {
    if (this.seek === 0 && this.rate === Number.POSITIVE_INFINITY) return;
    const { file, offset } = place;
    const goesOn = this.#head?.file === file && this.#head.offset === offset;
    this.#head = { file, offset: offset + bytes };
    const now = this.#clock.now();
    const time = (goesOn ? 0 : this.seek) + (bytes * 1000) / this.rate;
    this.#freeAt = Math.max(this.#freeAt, now) + time;
    await new Promise<void>((done) => this.#clock.timer(this.#freeAt - now, done));
  }

  /** What becomes of the bytes on their way to the platter. */
  spoil(bytes: Uint8Array): Uint8Array {
    this.#written += bytes.length;
    if (this.#written <= this.corruptAfter || bytes.length === 0) return bytes;
    const spoilt = bytes.slice();
    spoilt[spoilt.length >> 1]! ^= 1;
    return spoilt;
  }
}
