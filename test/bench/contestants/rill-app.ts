import { access, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { ApiClient } from '../../../background/launch/api-client.ts';
import { grantFolder } from '../../../background/launch/grant-folder.ts';
import type { AddResult, Alert, Event } from '../../../src/api/contract.ts';
import type { Settings } from '../../../src/api/settings.ts';
import type { TorrentRow } from '../../../src/api/snapshot.ts';
import { AppWindow } from '../app-window.ts';
import { CannotRun, type Contestant } from '../contestant.ts';
import { measure } from '../meter.ts';
import { TRANSFER_MS } from '../transfer-limit.ts';

const APP = fileURLToPath(new URL('../../../dist/chrome-app', import.meta.url));

function rillApp(
  key: string,
  title: string,
  transport: Settings['transport'],
): Contestant {
  return {
    key,
    title,
    async prepare() {
      await access(APP).catch(() => {
        throw new CannotRun('dist/chrome-app is not there: npm run build');
      });
    },
    async run({ dir, torrent, seeder }, target) {
      const app = await AppWindow.open(APP, dir);
      try {
        const end = new TransferEnd();
        const rill = await ApiClient.connect(app.page, (event) => end.hear(event));
        await rill.request({
          kind: 'set-settings',
          changes: { transport, listenPort: 0 },
        });
        await grantFolder(app.page, rill, target);
        await rill.request({ kind: 'subscribe' });
        const base64 = await readFile(torrent.path, 'base64');
        const added = await rill.request({
          kind: 'add',
          source: { kind: 'file', base64 },
        });
        const { id } = added as AddResult;
        return await measure(app.pid, target, async () => {
          await rill.request({ kind: 'add-peers', id, peers: [seeder.address] });
          await end.reached;
        });
      } finally {
        await app.stop();
      }
    },
  };
}

/** The end of the only torrent there is: complete, failed, or taking too long. */
class TransferEnd {
  readonly reached: Promise<void>;
  /** What was heard of it, for whoever reads why it failed. */
  readonly #alerts: Alert[] = [];
  #last: TorrentRow | undefined;
  #settle: (error?: Error) => void = () => {};

  constructor() {
    this.reached = new Promise((resolve, reject) => {
      const late = () =>
        reject(new Error(`not complete: ${JSON.stringify([this.#last, this.#alerts])}`));
      const timer = setTimeout(late, TRANSFER_MS);
      this.#settle = (error) => {
        clearTimeout(timer);
        if (error) reject(error);
        else resolve();
      };
    });
  }

  hear(event: Event): void {
    if (event.kind === 'alert') this.#alerts.push(event.alert);
    if (event.kind !== 'update') return;
    const row = event.changed[0];
    if (!row) return;
    this.#last = row;
    if (row.status === 'seeding') this.#settle();
    if (row.status === 'error') this.#settle(new Error(row.error?.message));
  }
}

export const rillAutomatic = rillApp('rill-app', 'Rill in the app', 'automatic');
export const rillChromeSockets = rillApp(
  'rill-app-chrome-sockets',
  'Rill in the app, chrome.sockets',
  'chrome-sockets',
);
