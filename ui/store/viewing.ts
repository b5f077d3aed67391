import type { FileDetails } from '../../src/api/snapshot.ts';
import { fromBase64 } from '../client/base64.ts';
import { CommandFailure } from '../client/command-failure.ts';
import type { HostFiles } from '../client/window-host.ts';
import { errorSentence } from '../format/error-text.ts';
import { bytesHad, countPieces } from '../format/file-progress.ts';
import { fileTree, openNodes } from '../format/file-tree.ts';
import { isSameSeries, shownAs } from '../format/shown-as.ts';
import { isolate, text } from '../i18n/text.ts';
import type { App } from './app.ts';
import { attempt } from './attempt.ts';
import type { Toast } from './toasts.ts';

/** A file that is shown, and those that come before and after it. */
export interface View {
  /** Of the torrent. */
  readonly id: string;
  readonly series: readonly FileDetails[];
  /** In the series. */
  readonly at: number;
}

/** Opens files that are all there. */
export class Viewing {
  readonly #app: App;

  constructor(app: App) {
    this.#app = app;
  }

  /** undefined: this window cannot open any. */
  get files(): HostFiles | undefined {
    return this.#app.host.files;
  }

  /** The torrent's file where it has one; else all of them. */
  async openTorrent(id: string): Promise<void> {
    const { pane, selection } = this.#app;
    await this.#try(async () => {
      const files = await this.#complete(id);
      const [only, ...others] = files;
      if (only && others.length === 0) return this.#show(id, only, files);
      selection.only(id);
      pane.show('files');
    });
  }

  async open(id: string, file: FileDetails): Promise<void> {
    await this.#try(async () => this.#show(id, file, await this.#complete(id)));
  }

  /** The file itself: its bytes stay where they are until they are read. */
  async read(id: string, { index }: FileDetails): Promise<File> {
    const { folder, path } = await this.#app.commands.locateFile(id, index);
    try {
      return await this.files!.read(folder, path);
    } catch (error) {
      throw new CommandFailure({
        fault: 'storage',
        code: 'file-gone',
        message: `${error}`,
      });
    }
  }

  /** Where a person finds it; undefined where nobody can say, or it is inside Chrome. */
  async placeOf(id: string, { index }: FileDetails): Promise<string | undefined> {
    const { folder, path } = await this.#app.commands.locateFile(id, index);
    return this.files!.placeOf(folder, path);
  }

  /** Asks where to. Answers what to say of it; undefined when the person changed their mind. */
  async saveCopy(id: string, file: FileDetails): Promise<Toast | undefined> {
    const fileName = file.path.at(-1) ?? '';
    const name = isolate(fileName);
    try {
      const saved = await this.files!.saveCopy(await this.read(id, file), fileName);
      return saved ? { tone: 'good', text: text('view.saved', { name }) } : undefined;
    } catch (error) {
      const known = error instanceof CommandFailure ? errorSentence(error.report) : '';
      const detail = known || text('view.no-room');
      return { tone: 'bad', text: text('view.not-saved', { name }), detail };
    }
  }

  #show(id: string, file: FileDetails, complete: readonly FileDetails[]): void {
    const { kind } = shownAs(file.path.at(-1) ?? '');
    const alike = complete.filter(
      (other) =>
        other.index === file.index ||
        isSameSeries(kind, shownAs(other.path.at(-1) ?? '').kind),
    );
    const series = alike.length > 0 ? alike : [file];
    const at = series.findIndex(({ index }) => index === file.index);
    this.#app.dialog.value = { kind: 'view', view: { id, series, at: Math.max(0, at) } };
  }

  /** In the order that they are listed in. */
  async #complete(id: string): Promise<readonly FileDetails[]> {
    const { commands } = this.#app;
    const [details, { have }] = await Promise.all([
      commands.getDetails(id),
      commands.getPieces(id),
    ]);
    const { files, pieceCount, pieceLength } = details;
    const counts = countPieces(fromBase64(have), pieceCount);
    return openNodes(fileTree(files), () => false).flatMap(({ file }) =>
      file && file.size > 0 && bytesHad(file, counts, pieceLength) === file.size
        ? [file]
        : [],
    );
  }

  #try(run: () => Promise<void>): Promise<void> {
    return attempt(this.#app.toasts, run, text('view.failed'));
  }
}
