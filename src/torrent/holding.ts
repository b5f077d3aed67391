import type { Bitfield } from '../bytes/bitfield.ts';
import type { FilePriority } from '../storage/file-ranks.ts';
import type { ResumeData } from '../storage/resume-data.ts';
import type { Selection } from '../storage/selection.ts';
import type { Contents } from './contents.ts';
import { Progress } from './progress.ts';

/** What of a torrent is wanted, and what of it is had. */
export class Holding {
  #selection: Selection;
  /** undefined until the files were looked at. */
  #progress: Progress | undefined;

  constructor(
    contents: Contents,
    { unwanted, ranks, have }: Pick<ResumeData, 'unwanted' | 'ranks' | 'have'>,
  ) {
    this.#selection = contents.select(unwanted, ranks);
    this.#progress = have && new Progress(this.#selection, have);
  }

  /** Which files are wanted. */
  get selection(): Selection {
    return this.#selection;
  }

  /** undefined until the files were looked at. */
  get progress(): Progress | undefined {
    return this.#progress;
  }

  /** What is verified and written; undefined until the files were looked at. Only to be read. */
  get have(): Bitfield | undefined {
    return this.#progress?.have;
  }

  /** Whether everything that is wanted is verified and written. */
  get complete(): boolean {
    return this.#progress?.complete ?? false;
  }

  /** Of the files that are wanted, verified and written. */
  get bytes(): number {
    return this.#progress?.bytes ?? 0;
  }

  /** The files were looked at: this is there. */
  found(have: Bitfield): void {
    this.#progress = new Progress(this.#selection, have);
  }

  /** The files have to be looked at. */
  forget(): void {
    this.#progress = undefined;
  }

  /** These come first, last, or not at all, from now on; what is had has yet to hear of it. */
  prioritise(files: readonly number[], priority: FilePriority): void {
    this.#selection = this.#selection.with(files, priority);
  }
}
