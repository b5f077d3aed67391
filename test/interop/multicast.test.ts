import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { describeInNamespace } from '../support/network-namespace.ts';
import { Program } from '../support/program.ts';
import { Scene } from '../support/scene.ts';

const SCRIPT = fileURLToPath(new URL('../support/flapping-network.mjs', import.meta.url));
const MULTICAST = fileURLToPath(
  new URL('../../background/platform/node/multicast.ts', import.meta.url),
);
const PATIENCE_MS = 10_000;

let scene: Scene;

describeInNamespace([], () => {
  beforeEach(async () => {
    scene = await Scene.open();
  });

  afterEach(() => scene.close());

  test(
    'a group is joined again by a network that was gone for a while',
    async () => {
      const outfile = join(scene.dir, 'multicast.mjs');
      const platform = { bundle: true, platform: 'node', format: 'esm' } as const;
      await build({ entryPoints: [MULTICAST], outfile, ...platform });
      const module = pathToFileURL(outfile).href;
      const args = ['--net', '--', process.execPath, SCRIPT, module];
      const program = await scene.keep(Program.start('unshare', args));
      const heard: string[] = [];
      const end = (line: string) => {
        heard.push(line);
        return line === 'end' || undefined;
      };
      await program.find('the end', end, PATIENCE_MS);
      expect(heard).toContain('before from 10.9.0.1');
      expect(heard).toContain('after from 10.9.0.1');
    },
    2 * PATIENCE_MS,
  );
});
