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
  #made = 0;

  constructor(directory: FileSystemDirectoryHandle) {
    this.#directory = directory;
  }

  async take(): Promise<Slot> {
    const free = this.#free.pop();
    if (free) return free;
    if (this.#made < MAX_SLOTS) return this.#make();
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

  async #make(): Promise<Slot> {
    const name = `slot-${this.#made++}`;
    try {
      const file = await this.#directory.getFileHandle(name, { create: true });
      return { file, handle: await openOpfsFile(file) };
    } catch (error) {
      this.#made--;
      throw error;
    }
  }
}
