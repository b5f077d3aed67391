import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { AddResult, ErrorReport, KnownFolders } from '../../src/api/contract.ts';
import { CommandFailure } from '../client/command-failure.ts';
import { Poller } from '../client/poller.ts';
import { errorSentence } from '../format/error-text.ts';
import { readLabels } from '../format/read-labels.ts';
import { isolate, plural, text } from '../i18n/text.ts';
import { type AddChoices, AddItem, type Addition } from './add-item.ts';
import { ofFile, ofLink } from './additions.ts';
import type { App } from './app.ts';
import { attempt } from './attempt.ts';

/** Milliseconds without an answer after which what is added is shown all the same. */
const SHOWN_AFTER = 150;
/** Milliseconds between two looks whether a link's files are known. */
const LOOK_EVERY = 300;

/** Hears of what could not be added, where no dialog shows it. */
export type Refused = (addition: Addition, report: ErrorReport) => void;

/**
 * What is added by hand, one after the other. As the settings say it is shown first, for a
 * choice: the engine has it then, and looks for the files of a link, but gets none of their
 * data before it is confirmed. Should the window close meanwhile it waits, paused, in the list.
 */
export class Adding {
  readonly #app: App;
  readonly #items = signal<readonly AddItem[]>([]);
  readonly #shown = signal(false);
  readonly #folders = signal<KnownFolders | undefined>(undefined);
  /** Whether what is chosen for one is chosen for all. */
  readonly forAll = signal(true);
  /** The key of the one whose files are shown. */
  readonly current: Signal<number> = signal(0);
  #lastKey = 0;
  #poller: Poller | undefined;

  constructor(app: App) {
    this.#app = app;
  }

  /** Those in the dialog. */
  get items(): ReadonlySignal<readonly AddItem[]> {
    return this.#items;
  }

  /** Whether the dialog is open. */
  get isShown(): ReadonlySignal<boolean> {
    return this.#shown;
  }

  get folders(): ReadonlySignal<KnownFolders | undefined> {
    return this.#folders;
  }

  files(files: readonly File[]): Promise<void> {
    return this.take(files.map(ofFile));
  }

  links(links: readonly string[], refused?: Refused): Promise<void> {
    return this.take(links.map(ofLink), refused);
  }

  /** Resolves once the engine has all of it. */
  async take(additions: readonly Addition[], refused?: Refused): Promise<void> {
    if (additions.length === 0) return;
    await attempt(this.#app.toasts, async () => {
      // Read again: another window may have changed it.
      await this.#app.actions.loadSettings();
      if (this.#app.settings.peek()?.askWhenAdding === false) {
        await this.#addAtOnce(additions, refused ?? this.#sayRefused);
      } else {
        await this.#show(additions, refused ?? this.#sayRefused);
      }
    });
  }

  /** For `item`, or for all as long as they are chosen for together. */
  choose(item: AddItem, changes: Partial<AddChoices>): void {
    const chosen = this.forAll.peek() ? this.#items.peek() : [item];
    batch(() => {
      for (const { choices } of chosen) choices.value = { ...choices.peek(), ...changes };
    });
  }

  /** Asks for a folder; undefined when the person changed their mind. */
  async pickFolder(item: AddItem): Promise<void> {
    await attempt(
      this.#app.toasts,
      async () => {
        const folder = await this.#app.host.pickFolder();
        const known = this.#folders.peek();
        if (!folder || !known) return;
        const others = known.recent.filter(({ id }) => id !== folder.id);
        this.#folders.value = { ...known, recent: [folder, ...others] };
        this.choose(item, { folder });
      },
      text('folder.failed'),
    );
  }

  /** Takes back what this dialog added, and nothing else. */
  cancel(): void {
    for (const item of this.#close()) {
      item.verdict = 'withdrawn';
      void this.#withdraw(item);
    }
  }

  /** `neverAsk`: from now on what is added begins at once. */
  async confirm(neverAsk: boolean): Promise<void> {
    const items = this.#close();
    for (const item of items) item.verdict = 'confirmed';
    if (neverAsk) await this.#app.actions.changeSettings({ askWhenAdding: false });
    await this.#keepFirstFolder(items);
    for (const item of items) if (item.ownId !== undefined) await this.#begin(item);
  }

  async #addAtOnce(additions: readonly Addition[], refused: Refused): Promise<void> {
    const added: AddResult[] = [];
    for (const addition of additions) {
      const result = await this.#tryAdding(addition, false);
      if ('report' in result) refused(addition, result.report);
      else if (result.known) this.#sayKnown(result);
      else added.push(result);
    }
    const [first] = added;
    if (!first) return;
    const { filters, pane, selection, toasts } = this.#app;
    selection.only(added.at(-1)!.id);
    const name = isolate(first.name);
    const several = added.length > 1;
    const show = {
      label: text('add.options'),
      run: () => {
        filters.reveal(first.id);
        selection.only(first.id);
        pane.show('files');
      },
    };
    toasts.show({
      tone: 'good',
      text: several ? plural('add.done-many', added.length) : text('add.done', { name }),
      action: several ? undefined : show,
    });
  }

  async #show(additions: readonly Addition[], refused: Refused): Promise<void> {
    const { commands, settings } = this.#app;
    const folders = await commands.getFolders();
    this.#folders.value = folders;
    const folder = settings.peek()?.defaultFolder ?? folders.embedded;
    const choices = { folder, labels: '', start: true, sequential: false };
    const items = additions.map((addition) => {
      return new AddItem(++this.#lastKey, addition, choices);
    });
    if (!this.#shown.peek()) this.current.value = items[0]!.key;
    this.#items.value = [...this.#items.peek(), ...items];
    const timer = setTimeout(() => this.#open(items), SHOWN_AFTER);
    for (const item of items) if (!item.verdict) await this.#stage(item);
    clearTimeout(timer);
    if (this.#shown.peek()) return;
    this.#items.value = this.#items.peek().filter((item) => !items.includes(item));
    for (const item of items) this.#tell(item, refused);
  }

  async #stage(item: AddItem): Promise<void> {
    const result = await this.#tryAdding(item.addition, true);
    if ('report' in result) {
      item.state.value = { kind: 'failed', report: result.report };
      return;
    }
    const { id, name, known } = result;
    if (known) {
      item.state.value = { kind: 'known', id, name, known };
      return;
    }
    item.state.value = { kind: 'metadata', id, name };
    if (item.verdict === 'withdrawn') return this.#withdraw(item);
    await this.#look(item);
    this.#open([item]);
    if (item.verdict) return this.#begin(item);
    if (item.state.peek().kind === 'metadata') this.#watch();
  }

  async #tryAdding(
    addition: Addition,
    waits: boolean,
  ): Promise<AddResult | { readonly report: ErrorReport }> {
    try {
      const source = await addition.read();
      const options = waits ? { pauseWhenKnown: true } : {};
      return await this.#app.commands.add(source, options);
    } catch (error) {
      if (error instanceof CommandFailure) return { report: error.report };
      throw error;
    }
  }

  /** One link after the other, until the files of all are known, or nobody waits for them. */
  #watch(): void {
    this.#poller ??= new Poller(async () => {
      const looking = () =>
        this.#items.peek().filter(({ state }) => state.peek().kind === 'metadata');
      for (const item of looking()) if (!item.verdict) await this.#look(item);
      if (looking().length > 0) return;
      this.#poller?.stop();
      this.#poller = undefined;
    }, LOOK_EVERY);
  }

  /** The id of a link's torrent may be another of its names. */
  async #look(item: AddItem): Promise<void> {
    const id = item.ownId;
    if (id === undefined) return;
    try {
      const details = await this.#app.commands.getDetails(id);
      const skipped = details.files.filter(({ priority }) => priority === 'skip');
      batch(() => {
        item.unwanted.value = new Set(skipped.map(({ index }) => index));
        item.state.value = { kind: 'ready', id: details.id, details };
      });
    } catch (error) {
      if (!(error instanceof CommandFailure)) throw error;
      const { report } = error;
      // Not there yet, or the line to the engine is not: it is looked for again.
      if (report.code === 'no-metadata' || report.code === 'connection-lost') return;
      item.state.value = { kind: 'failed', report };
    }
  }

  #open(items: readonly AddItem[]): void {
    if (items.some(({ verdict }) => verdict === undefined)) this.#shown.value = true;
  }

  #close(): readonly AddItem[] {
    const items = this.#items.peek();
    batch(() => {
      this.#shown.value = false;
      this.#items.value = [];
      this.forAll.value = true;
    });
    for (const item of items) if (item.state.peek().kind === 'known') this.#tell(item);
    return items;
  }

  async #withdraw(item: AddItem): Promise<void> {
    const id = item.ownId;
    if (id === undefined) return;
    await attempt(this.#app.toasts, async () => {
      try {
        await this.#app.commands.withdraw(id);
      } catch (error) {
        // Its files came in this moment, and it is known by another name since.
        await this.#look(item);
        if (item.ownId === undefined || item.ownId === id) throw error;
        await this.#app.commands.withdraw(item.ownId);
      }
    });
  }

  async #begin(item: AddItem): Promise<void> {
    const { commands, selection, toasts, announcement } = this.#app;
    const { folder, sequential, start, ...typed } = item.choices.peek();
    const { labels } = readLabels(typed.labels);
    await attempt(
      toasts,
      async () => {
        if (item.state.peek().kind === 'metadata') await this.#look(item);
        const id = item.ownId;
        if (id === undefined) return;
        if (folder.id !== item.folder.id) await commands.place(id, folder);
        if (labels.length > 0) await commands.setLabels([id], labels, []);
        if (sequential) await commands.setOptions(id, { sequential });
        await this.#leaveOut(item);
        if (start) await commands.resume(id);
        selection.only(id);
        announcement.value = text('add.done', { name: isolate(item.name) });
      },
      text('add.failed', { name: isolate(item.name) }),
    );
  }

  async #leaveOut({ state, unwanted }: AddItem): Promise<void> {
    const known = state.peek();
    if (known.kind !== 'ready') return;
    const { id, details } = known;
    const { files } = details;
    for (const priority of ['skip', 'normal'] as const) {
      const changed = files.filter((file) => {
        const skip = unwanted.peek().has(file.index);
        return skip !== (file.priority === 'skip') && skip === (priority === 'skip');
      });
      const indices = changed.map(({ index }) => index);
      if (indices.length > 0)
        await this.#app.commands.setPriorities(id, indices, priority);
    }
  }

  /** The first folder that a person ever chooses is where they want their downloads. */
  async #keepFirstFolder(items: readonly AddItem[]): Promise<void> {
    const { actions, settings, toasts } = this.#app;
    if (settings.peek()?.defaultFolder !== null) return;
    const embedded = this.#folders.peek()?.embedded.id;
    const folders = items.map(({ choices }) => choices.peek().folder);
    const chosen = folders.find(({ id }) => id !== embedded);
    if (!chosen) return;
    await actions.changeSettings({ defaultFolder: chosen });
    const name = isolate(chosen.name);
    toasts.show({ tone: 'good', text: text('folder.chosen', { name }) });
  }

  #tell(item: AddItem, refused: Refused = this.#sayRefused): void {
    const state = item.state.peek();
    if (state.kind === 'failed') refused(item.addition, state.report);
    if (state.kind === 'known') this.#sayKnown(state);
  }

  readonly #sayRefused: Refused = ({ label }, report) => {
    this.#app.toasts.show({
      tone: 'bad',
      text: text('add.failed', { name: isolate(label) }),
      detail: errorSentence(report),
    });
  };

  #sayKnown({ id, name, known }: AddResult): void {
    const { filters, selection, toasts } = this.#app;
    const show = () => {
      filters.reveal(id);
      selection.only(id);
    };
    selection.only(id);
    toasts.show({
      tone: 'plain',
      text: text('add.known', { name: isolate(name) }),
      detail: knownDetail(known),
      action: { label: text('add.show'), run: show },
    });
  }
}

/** What adding it once more has brought. */
export function knownDetail(known: AddResult['known']): string | undefined {
  if (known?.private) return text('add.known-private');
  return known && known.merged > 0 ? plural('add.merged', known.merged) : undefined;
}
