import { torrentsIn } from '../client/torrents-in.ts';
import type { DroppedFiles, SharedFiles } from '../client/window-host.ts';
import { isolate, text } from '../i18n/text.ts';
import type { App } from './app.ts';
import { attempt } from './attempt.ts';
import { type CreateDraft, planOf } from './create-draft.ts';

/** From files that a person points at to a torrent of them. */
export class Sharing {
  readonly #app: App;
  /** As typed the last time: most people always use the same. */
  #trackers = '';

  constructor(app: App) {
    this.#app = app;
  }

  get trackers(): string {
    return this.#trackers;
  }

  /** Asks for a folder or for files, and then how to share them. */
  async choose(kind: 'folder' | 'files'): Promise<void> {
    await this.#try(async () => this.#ask(await this.#app.host.pickShare(kind)));
  }

  /** A folder may also be meant to save downloads in, or for the torrents in it. */
  take(dropped: DroppedFiles, folder?: FileSystemDirectoryEntry): void {
    if (dropped.kind === 'folder') void this.#askWhatFor(dropped, folder);
    else void this.shareDropped(dropped);
  }

  /** Asks how to share it. */
  async shareDropped(dropped: DroppedFiles): Promise<void> {
    await this.#try(async () => {
      const shared = await dropped.share();
      if (shared) return this.#ask(shared);
      const name = isolate(dropped.name);
      this.#app.toasts.show({ tone: 'bad', text: text('share.refused', { name }) });
    });
  }

  /** Rejects with CommandFailure, for a view that shows it in its place. */
  async create(shared: SharedFiles, draft: CreateDraft): Promise<void> {
    const { id, name } = await this.#app.commands.create(planOf(shared, draft));
    this.#trackers = draft.trackers;
    this.#app.selection.only(id);
    this.#app.announcement.value = text('create.begun', { name: isolate(name) });
  }

  async #askWhatFor(
    dropped: DroppedFiles,
    folder: FileSystemDirectoryEntry | undefined,
  ): Promise<void> {
    const torrents = folder ? await torrentsIn(folder) : [];
    this.#app.dialog.value = { kind: 'dropped', dropped, torrents };
  }

  #ask(shared: SharedFiles | undefined): void {
    if (shared) this.#app.dialog.value = { kind: 'create', shared };
  }

  #try(run: () => Promise<void>): Promise<void> {
    return attempt(this.#app.toasts, run, text('share.failed'));
  }
}
