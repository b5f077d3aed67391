import type { HandedOver } from '../../../../src/api/companion.ts';
import { fromBase64 } from '../../../../src/bytes/base64.ts';
import { type FileEntry, readFile } from './entries.ts';

/** The BroadcastChannel on which what Rill was opened with reaches the window. */
const CHANNEL = 'rill-launch-files';

/** Things that wait for a window: whoever floods us with more fills no memory. */
const MOST = 1000;

/** `ready`: a window asks for what waits. `waiting`: something does. */
type LaunchMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'waiting' }
  | {
      readonly kind: 'launched';
      readonly files: readonly File[];
      readonly links: readonly string[];
    };

/**
 * Hands the files and links that the person opened with Rill to the window, whether it is open
 * already or only opening. The window posts {kind: 'ready'} once it listens, and whenever it
 * hears {kind: 'waiting'}; the answer is {kind: 'launched', files: File[], links: string[]},
 * each of them once.
 */
export class LaunchFiles {
  readonly #channel = new BroadcastChannel(CHANNEL);
  #files: File[] = [];
  #links: string[] = [];

  constructor() {
    this.#channel.onmessage = ({ data }: MessageEvent<LaunchMessage>) => {
      if (data.kind === 'ready') this.#handOver();
    };
  }

  async add(entries: readonly FileEntry[]): Promise<void> {
    const read = await Promise.allSettled(entries.map(readFile));
    // One that is gone by now keeps back none of the others.
    for (const file of read) {
      if (file.status === 'fulfilled' && this.#hasRoom) this.#files.push(file.value);
    }
    this.#announce();
  }

  /** From the companion extension. */
  take(items: readonly HandedOver[]): void {
    for (const item of items) {
      if (!this.#hasRoom) break;
      if (item.kind === 'link') this.#links.push(item.link);
      else {
        const bytes = fromBase64(item.base64);
        if (bytes)
          this.#files.push(new File([bytes as Uint8Array<ArrayBuffer>], item.name));
      }
    }
    this.#announce();
  }

  #announce(): void {
    if (this.#waits) this.#post({ kind: 'waiting' });
  }

  #handOver(): void {
    if (!this.#waits) return;
    this.#post({ kind: 'launched', files: this.#files, links: this.#links });
    this.#files = [];
    this.#links = [];
  }

  get #waits(): boolean {
    return this.#count > 0;
  }

  get #hasRoom(): boolean {
    return this.#count < MOST;
  }

  get #count(): number {
    return this.#files.length + this.#links.length;
  }

  #post(message: LaunchMessage): void {
    this.#channel.postMessage(message);
  }
}
