import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { drop } from '../../app/support/drop.ts';
import { Program } from '../../support/program.ts';
import { AppWindow } from '../app-window.ts';
import type { Contestant } from '../contestant.ts';
import { measure } from '../meter.ts';
import type { Variant } from '../raw-pipeline/window.ts';

const SOURCE = fileURLToPath(new URL('../raw-pipeline/', import.meta.url));
const START_MS = 10_000;

/** What the app could do at most: socket, copy, SHA-1 and files, without a protocol. */
function pipeline(variant: Variant, title: string): Contestant {
  const appIn = (dir: string) => join(dir, `app-${variant}`);
  return {
    key: `raw-${variant}`,
    title,
    async prepare({ dir }) {
      for (const name of ['manifest.json', 'background.js', 'window.html']) {
        await cp(join(SOURCE, name), join(appIn(dir), name));
      }
      await build({
        entryPoints: [join(SOURCE, 'window.ts'), join(SOURCE, 'worker.ts')],
        outdir: appIn(dir),
        bundle: true,
        format: 'esm',
        target: 'chrome130',
      });
    },
    async run({ dir, torrent, size, pieceLength }, target) {
      const { name, parent } = torrent.files;
      const app = await AppWindow.open(appIn(dir), dir);
      const source = await Program.start('/usr/bin/python3', [
        join(SOURCE, 'source.py'),
        join(parent, name),
      ]);
      try {
        const port = await source.find('port', (line) => Number(line), START_MS);
        await drop(app.page, target);
        await app.page.evaluate(
          (...order) => rawPipeline.prepare(...order),
          ...([variant, name, size] as const),
        );
        return await measure(app.pid, target, () =>
          app.page.evaluate(
            (...order) => rawPipeline.run(...order),
            ...([port, size, pieceLength] as const),
          ),
        );
      } finally {
        await source.stop();
        await app.stop();
      }
    },
  };
}

export const rawPageOnly = pipeline('page-only', 'raw pipeline, page only');
export const rawStaged = pipeline('staged', 'raw pipeline, Worker and staging');
