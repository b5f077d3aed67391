import { isolate, plural, text } from '../i18n/text.ts';
import type { App } from './app.ts';
import { attempt } from './attempt.ts';

/** What a person does with labels. */
export class LabelEdits {
  readonly #app: App;

  constructor(app: App) {
    this.#app = app;
  }

  /** Rejects with CommandFailure, for a view that shows it in its place. */
  async set(
    ids: readonly string[],
    add: readonly string[],
    remove: readonly string[],
  ): Promise<void> {
    await this.#app.commands.setLabels(ids, add, remove);
    this.#app.announcement.value = text('labels.saved');
  }

  /** Wherever it is; who filters by it goes on so. Rejects as `set`. */
  async rename(label: string, to: string): Promise<void> {
    const { commands, filters } = this.#app;
    const isChosen = filters.label.peek() === `=${label}`;
    await commands.renameLabel(label, to);
    if (isChosen) filters.label.value = `=${to}`;
  }

  /** Takes it off every torrent; that can be undone. */
  async remove(label: string): Promise<void> {
    const { commands, toasts, torrents } = this.#app;
    const rows = torrents.rows(torrents.ids.peek());
    const had = rows.filter(({ labels }) => labels.includes(label)).map(({ id }) => id);
    await attempt(toasts, async () => {
      await commands.renameLabel(label, null);
      toasts.show({
        tone: 'plain',
        text: plural('label.removed', had.length, { name: isolate(label) }),
        action: {
          label: text('action.undo'),
          run: () => void attempt(toasts, () => commands.setLabels(had, [label], [])),
        },
      });
    });
  }
}
