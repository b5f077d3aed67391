import { type FileEntry, readFile } from './entries.ts';

/** The BroadcastChannel on which files that Rill was opened with reach the window. */
const CHANNEL = 'rill-launch-files';

/** `ready`: a window asks for what waits. `waiting`: something does. */
type LaunchMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'files'; readonly files: readonly File[] };

/**
 * Hands the files that the person opened with Rill to the window, whether it is open already
 * or only opening. The window posts {kind: 'ready'} once it listens, and whenever it hears
 * {kind: 'waiting'}; the answer is {kind: 'files', files: File[]}, each file once.
 */
export class LaunchFiles {
  readonly #channel = new BroadcastChannel(CHANNEL);
  #waiting: File[] = [];

  constructor() {
    this.#channel.onmessage = ({ data }: MessageEvent<LaunchMessage>) => {
      if (data.kind === 'ready') this.#handOver();
    };
  }

  async add(entries: readonly FileEntry[]): Promise<void> {
    const read = await Promise.allSettled(entries.map(readFile));
    // One that is gone by now keeps back none of the others.
    for (const file of read)
      if (file.status === 'fulfilled') this.#waiting.push(file.value);
    if (this.#waiting.length > 0) this.#post({ kind: 'waiting' });
  }

  #handOver(): void {
    if (this.#waiting.length === 0) return;
    this.#post({ kind: 'files', files: this.#waiting });
    this.#waiting = [];
  }

  #post(message: LaunchMessage): void {
    this.#channel.postMessage(message);
  }
}
