import { openOpfsFile } from '../web/opfs-handles.ts';

/**
 * Slots make the cheapest way into a person's folder: the Worker writes into a file in OPFS,
 * synchronously, and the browser process copies from there to the folder, so that no byte
 * passes through the page (docs/platform.md has the figures).
 *
 *   - A slot is taken, filled, copied, released; while it is copied nobody writes to it,
 *     since a changed file invalidates what the page holds of it.
 *   - Slots are made when they are first needed; who finds none waits in turn.
 */
export const SLOT_SIZE = 8 * 1024 * 1024;
const MAX_SLOTS = 16;

export interface Slot {
  readonly file: FileSystemFileHandle;
  readonly handle: FileSystemSyncAccessHandle;
}

export class Staging {
  readonly #directory: FileSystemDirectoryHandle;
  readonly #free: Slot[] = [];
  readonly #waiting: ((slot: Slot) => void)[] = [];
  /** Slots not made yet: no two may ever share a file. */
  readonly #unmade = Array.from({ length: MAX_SLOTS }, (_, number) => number);

  constructor(directory: FileSystemDirectoryHandle) {
    this.#directory = directory;
  }

  async take(): Promise<Slot> {
    const free = this.#free.pop();
    if (free) return free;
    const number = this.#unmade.shift();
    if (number !== undefined) return this.#make(number);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  release(slot: Slot): void {
    const next = this.#waiting.shift();
    if (next) next(slot);
    else this.#free.push(slot);
  }

  /** Gives the disk back what slots that nobody uses take of it. */
  shrink(): void {
    for (const { handle } of this.#free) handle.truncate(0);
  }

  async #make(number: number): Promise<Slot> {
    try {
      const name = `slot-${number}`;
      const file = await this.#directory.getFileHandle(name, { create: true });
      const handle = await openOpfsFile(file);
      // A crash may have left it full.
      handle.truncate(0);
      return { file, handle };
    } catch (error) {
      this.#unmade.push(number);
      throw error;
    }
  }
}
