import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { notices } from '../../../background/packaging/notices.mjs';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'rill-notices-'));
});

afterEach(() => rm(root, { recursive: true, force: true }));

async function install(name: string, files: Readonly<Record<string, string>>) {
  const about = { name, version: '1.2.3', license: 'MIT' };
  const all = { 'package.json': JSON.stringify(about), ...files };
  for (const [path, text] of Object.entries(all)) {
    const file = join(root, 'node_modules', name, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

/** What esbuild tells of an output with that many bytes of each input. */
function metafile(inputs: Readonly<Record<string, number>>) {
  const told = Object.entries(inputs).map(([path, bytesInOutput]) => [
    path,
    { bytesInOutput },
  ]);
  return { outputs: { 'a.js': { inputs: Object.fromEntries(told) } } };
}

test('names each package that something is left of, with its whole licence', async () => {
  await install('@scope/used', { 'LICENSE.md': 'Do as you please.' });
  await install('shaken-out', { LICENSE: 'Never seen.' });
  const inputs = {
    'src/ours.ts': 10,
    'node_modules/@scope/used/dist/a.js': 5,
    'node_modules/@scope/used/dist/b.js': 5,
    'node_modules/shaken-out/index.js': 0,
  };
  const text = await notices(root, [metafile(inputs)]);
  expect(text.match(/@scope\/used 1\.2\.3 \(MIT\)\n\nDo as you please\./g)).toHaveLength(
    1,
  );
  expect(text).not.toContain('shaken-out');
});

test('a package without a licence text is not shipped', async () => {
  await install('bare', {});
  const told = [metafile({ 'node_modules/bare/index.js': 1 })];
  await expect(notices(root, told)).rejects.toThrow('bare 1.2.3 (MIT) has no licence');
});
