import { fromBase64 } from '../client/base64.ts';
import { saveFile } from '../client/save-file.ts';
import { text } from '../i18n/text.ts';
import type { App } from './app.ts';
import { attempt } from './attempt.ts';

/** What can be passed on of a torrent: its link, and its torrent file. */
export class TorrentFiles {
  readonly #app: App;

  constructor(app: App) {
    this.#app = app;
  }

  async copyMagnet(id: string): Promise<void> {
    const { commands, toasts } = this.#app;
    await attempt(
      toasts,
      async () => {
        const { magnet } = await commands.getDetails(id);
        await navigator.clipboard.writeText(magnet);
        toasts.show({ tone: 'good', text: text('magnet.copied') });
      },
      text('magnet.failed'),
    );
  }

  async save(id: string): Promise<void> {
    const { commands, toasts } = this.#app;
    await attempt(
      toasts,
      async () => {
        const { fileName, base64 } = await commands.exportTorrent(id);
        saveFile(fileName, 'application/x-bittorrent', fromBase64(base64));
      },
      text('export.failed'),
    );
  }
}
