import type { MenuItem } from '../components/menu.tsx';
import { hostName } from '../format/host-name.ts';
import { isolate, text } from '../i18n/text.ts';
import type { App } from './app.ts';
import { attempt } from './attempt.ts';

type Tiers = readonly (readonly string[])[];

/** What a person can do with the trackers of a torrent, one by one. */
export class TrackerEdits {
  readonly #app: App;

  constructor(app: App) {
    this.#app = app;
  }

  async announce(id: string): Promise<void> {
    const { announcement, commands, toasts } = this.#app;
    await attempt(toasts, async () => {
      await commands.announce(id);
      announcement.value = text('tracker.announcing');
    });
  }

  menu(id: string, url: string, tiers: Tiers, changed: () => void): MenuItem[][] {
    return [
      [
        {
          icon: 'copy',
          label: text('tracker.copy'),
          run: () => void this.#copy(url),
        },
      ],
      [
        {
          icon: 'remove',
          label: text('tracker.remove'),
          run: () => void this.#remove(id, url, tiers).then(changed),
        },
      ],
    ];
  }

  async #copy(url: string): Promise<void> {
    const { toasts } = this.#app;
    await attempt(toasts, async () => {
      await navigator.clipboard.writeText(url);
      toasts.show({ tone: 'good', text: text('tracker.copied') });
    });
  }

  /** It can be taken back: that is the quicker question. */
  async #remove(id: string, url: string, tiers: Tiers): Promise<void> {
    const { commands, toasts } = this.#app;
    await attempt(toasts, async () => {
      const left = tiers.map((tier) => tier.filter((other) => other !== url));
      await commands.setTrackers(
        id,
        left.filter((tier) => tier.length > 0),
      );
      toasts.show({
        tone: 'plain',
        text: text('tracker.removed', { name: isolate(hostName(url)) }),
        action: {
          label: text('action.undo'),
          run: () => void attempt(toasts, () => commands.setTrackers(id, tiers)),
        },
      });
    });
  }
}
