import { access, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Settings } from '../../../src/api/settings.ts';
import { ChromiumApp } from '../chromium-app.ts';
import { CannotRun, type Contestant } from '../contestant.ts';
import { measure } from '../meter.ts';
import { RillClient } from '../rill-client.ts';

const APP = fileURLToPath(new URL('../../../dist/chrome-app/', import.meta.url));

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
      const app = await ChromiumApp.start(APP, dir);
      try {
        const rill = await RillClient.connect(app.window);
        await rill.ask({ kind: 'set-settings', changes: { transport } });
        await app.drop(target);
        await rill.folderChosen();
        const base64 = await readFile(torrent.path, 'base64');
        const id = await rill.add({ kind: 'file', base64 });
        return await measure(app.pid, target, async () => {
          await rill.ask({ kind: 'add-peers', id, peers: [seeder.address] });
          await rill.complete(id);
        });
      } finally {
        await app.stop();
      }
    },
  };
}

export const rillAutomatic = rillApp('rill-app', 'Rill in the app', 'automatic');
export const rillChromeSockets = rillApp(
  'rill-app-chrome-sockets',
  'Rill in the app, chrome.sockets',
  'chrome-sockets',
);
