import { type ErrorReport, UNDO_TIME } from '../../src/api/contract.ts';
import type { Settings } from '../../src/api/settings.ts';
import type { FolderRef, TorrentRow } from '../../src/api/snapshot.ts';
import { CommandFailure } from '../client/command-failure.ts';
import type { QueueMove } from '../client/commands.ts';
import type { DroppedFiles } from '../client/window-host.ts';
import { canRename, canSave, isBeingMade, wantsFolder } from '../format/row-abilities.ts';
import { isolate, plural, pluralWord, text } from '../i18n/text.ts';
import type { App } from './app.ts';
import { attempt } from './attempt.ts';

/** What a person can do. Failures are shown as toasts unless said otherwise. */
export class Actions {
  readonly #app: App;

  constructor(app: App) {
    this.#app = app;
  }

  async loadSettings(): Promise<void> {
    await this.#try(async () => {
      this.#app.settings.value = await this.#app.commands.getSettings();
    });
  }

  async changeSettings(changes: Partial<Settings>): Promise<void> {
    await this.#try(async () => {
      this.#app.settings.value = await this.#app.commands.setSettings(changes);
    });
  }

  /** The same, for a view that shows in its place why it was refused. */
  async applySettings(changes: Partial<Settings>): Promise<ErrorReport | undefined> {
    try {
      this.#app.settings.value = await this.#app.commands.setSettings(changes);
      return undefined;
    } catch (error) {
      if (error instanceof CommandFailure) return error.report;
      throw error;
    }
  }

  /** By hand, from now on; a schedule can be gone back to. */
  async switchAlternative(on: boolean): Promise<void> {
    const wasScheduled = this.#app.settings.peek()?.alternative === 'scheduled';
    await this.changeSettings({ alternative: on ? 'on' : 'off' });
    if (!wasScheduled) return;
    this.#app.toasts.show({
      tone: 'plain',
      text: text(on ? 'bar.alternative-held-on' : 'bar.alternative-held-off'),
      action: {
        label: text('bar.alternative-schedule'),
        run: () => void this.changeSettings({ alternative: 'scheduled' }),
      },
    });
  }

  async pause(ids: readonly string[]): Promise<void> {
    await this.#each(this.#made(ids), (id) => this.#app.commands.pause(id));
  }

  async resume(ids: readonly string[]): Promise<void> {
    await this.#each(this.#made(ids), (id) => this.#app.commands.resume(id));
  }

  async moveInQueue(ids: readonly string[], to: QueueMove): Promise<void> {
    await this.#try(() => this.#app.commands.moveInQueue(ids, to));
  }

  /** Reads and checks all that is there. */
  async recheck(ids: readonly string[]): Promise<void> {
    await this.#each(this.#made(ids), (id) => this.#app.commands.recheck(id));
  }

  /**
   * Their files stay. Where those are inside Chrome, nobody could open them any more: then it
   * asks first.
   */
  askToRemove(ids: readonly string[]): void {
    const inside = this.#app.torrents.rows(this.#made(ids)).some(canSave);
    if (inside) this.#app.dialog.value = { kind: 'remove', ids, deleteData: false };
    else void this.remove(ids, false);
  }

  /** What the list calls it. A link has only what that says. */
  askToRename(id: string): void {
    const row = this.#app.torrents.row(id)?.peek();
    if (!row || !canRename(row)) return;
    this.#app.dialog.value = { kind: 'rename', naming: { id, name: row.name } };
  }

  /** With their files, if the person says yes. */
  askToDelete(ids: readonly string[]): void {
    if (this.#made(ids).length === 0) void this.remove(ids, false);
    else this.#app.dialog.value = { kind: 'remove', ids, deleteData: true };
  }

  /** Nobody means to delete the files that a torrent is being made of. */
  async remove(ids: readonly string[], deleteData: boolean): Promise<void> {
    const { commands, torrents } = this.#app;
    const made = new Set(this.#made(ids));
    const rows = new Map(torrents.rows(ids).map((row) => [row.id, row]));
    const removed: string[] = [];
    await this.#each(ids, async (id) => {
      await commands.remove(id, deleteData && made.has(id));
      if (made.has(id)) removed.push(id);
    });
    if (removed.length > 0) this.#offerUndo(removed, rows, deleteData);
  }

  #offerUndo(
    ids: readonly string[],
    rows: ReadonlyMap<string, TorrentRow>,
    deleted: boolean,
  ): void {
    const { commands, toasts } = this.#app;
    const [only = '', ...others] = ids;
    const said =
      others.length === 0
        ? text('removed.named', { name: isolate(rows.get(only)?.name ?? only) })
        : plural('removed.count', ids.length);
    // A link has none yet.
    const haveFiles = ids.some((id) => rows.get(id)?.fileCount !== 0);
    const files = deleted ? 'removed.deleted' : 'removed.kept';
    toasts.show({
      tone: 'plain',
      text: said,
      detail: haveFiles ? pluralWord(files, ids.length) : undefined,
      lasts: UNDO_TIME,
      action: {
        label: text('action.undo'),
        run: () => void this.#each(ids, (id) => commands.restoreRemoved(id)),
      },
    });
  }

  /** Asks for a folder, to keep new downloads in. */
  async chooseFolder(): Promise<void> {
    const folder = await this.#pickFolder();
    if (folder) await this.#useFolder(folder);
  }

  async useDroppedFolder(dropped: DroppedFiles): Promise<void> {
    await this.#try(async () => {
      const folder = await dropped.grant();
      if (folder) await this.#useFolder(folder);
      else this.#app.toasts.show({ tone: 'bad', text: text('folder.refused') });
    }, text('folder.failed'));
  }

  async forgetFolder(): Promise<void> {
    await this.changeSettings({ defaultFolder: null });
  }

  /** To the folder chosen for downloads; asks for it first when there is none. */
  async saveToFolder(ids: readonly string[]): Promise<void> {
    const chosen = this.#app.settings.value?.defaultFolder;
    if (chosen) return this.#move(ids, chosen);
    const folder = await this.#pickFolder();
    if (!folder) return;
    await this.changeSettings({ defaultFolder: folder });
    await this.#move(ids, folder);
  }

  /** Asks which. */
  async moveToFolder(ids: readonly string[]): Promise<void> {
    const folder = await this.#pickFolder();
    if (folder) await this.#move(ids, folder);
  }

  /** Those of them that are torrents already, and not only being made. */
  #made(ids: readonly string[]): readonly string[] {
    const { torrents } = this.#app;
    return ids.filter((id) => {
      const row = torrents.row(id)?.peek();
      return row === undefined || !isBeingMade(row);
    });
  }

  async #useFolder(folder: FolderRef): Promise<void> {
    await this.changeSettings({ defaultFolder: folder });
    if (this.#app.settings.value?.defaultFolder?.id !== folder.id) return;
    const { torrents, toasts } = this.#app;
    const wanting = torrents.rows(torrents.ids.peek()).filter(wantsFolder);
    const bring = async () => {
      const lost = wanting.filter((row) => row.folder.id === folder.id);
      const outside = wanting.filter((row) => row.folder.id !== folder.id);
      // Where it is already a move does nothing: only its folder had gone.
      await this.resume(lost.map((row) => row.id));
      await this.#move(
        outside.map((row) => row.id),
        folder,
      );
    };
    toasts.show({
      tone: 'good',
      text: text('folder.chosen', { name: isolate(folder.name) }),
      action:
        wanting.length > 0
          ? {
              label: plural('folder.bring-along', wanting.length),
              run: () => void bring(),
            }
          : undefined,
    });
  }

  async #move(ids: readonly string[], folder: FolderRef): Promise<void> {
    await this.#each(ids, (id) => this.#app.commands.move(id, folder));
  }

  async #pickFolder(): Promise<FolderRef | undefined> {
    let folder: FolderRef | undefined;
    await this.#try(async () => {
      folder = await this.#app.host.pickFolder();
    }, text('folder.failed'));
    return folder;
  }

  /** One that fails keeps none of the others from being done. */
  async #each(ids: readonly string[], run: (id: string) => Promise<void>): Promise<void> {
    await Promise.all(ids.map((id) => this.#try(() => run(id))));
  }

  #try(run: () => Promise<void>, headline?: string): Promise<void> {
    return attempt(this.#app.toasts, run, headline);
  }
}
