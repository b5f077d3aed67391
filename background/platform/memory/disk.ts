import { StorageError } from '../../../src/errors/storage-error.ts';
import type { Clock } from '../../../src/ports/clock.ts';

export type DiskOperation = 'open' | 'stat' | 'allocate' | 'write' | 'read' | 'remove';

/** What all files of a MemoryFolders share: room, time, and the faults a test puts in. */
export class MemoryDisk {
  /** Bytes that fit; holes take none, and what is written counts in whole pages. */
  capacity = Number.POSITIVE_INFINITY;
  readonly #clock: Clock;
  #used = 0;
  #fault: StorageError | undefined;
  #faulty: readonly DiskOperation[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
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
}
