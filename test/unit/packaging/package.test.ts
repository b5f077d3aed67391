import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { publicKeyOf } from '../../../background/packaging/crx.ts';
import { extensionId } from '../../../background/packaging/extension-id.mjs';
import { main } from '../../../background/packaging/main.ts';

const ZIPS = [/^rill-app-[\d.]+\.zip$/, /^rill-extension-[\d.]+\.zip$/];
const LARGEST_APP = 400_000;

const run = (args: readonly string[]) => main(args, { log: () => {}, error: () => {} });

let dir: string;
let one: string;
let other: string;
let keys: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'rill-package-test-'));
  [one, other, keys] = [join(dir, 'one'), join(dir, 'other'), join(dir, 'keys')];
  expect(await run(['--out', one])).toBe(0);
  const signed = ['--keys', keys, '--update-url', 'https://example.org/rill'];
  expect(await run(['--out', other, ...signed])).toBe(0);
}, 60_000);

afterAll(() => rm(dir, { recursive: true, force: true }));

async function named(folder: string, pattern: RegExp): Promise<string> {
  return join(folder, (await readdir(folder)).find((name) => pattern.test(name))!);
}

async function unzipped(folder: string, pattern: RegExp) {
  return unzipSync(await readFile(await named(folder, pattern)));
}

test.each(ZIPS)('%s is the same each time', async (pattern) => {
  const again = join(dir, 'again');
  expect(await run(['--out', again])).toBe(0);
  const [first, second] = await Promise.all(
    [one, again].map(async (folder) => readFile(await named(folder, pattern))),
  );
  expect(first!.equals(second!)).toBe(true);
});

test.each(ZIPS)(
  '%s holds no sources, no tests, and what its packages ask for',
  async (pattern) => {
    const files = await unzipped(one, pattern);
    expect(
      Object.keys(files).filter((path) => /\.(?:tsx?|map)$|node_modules|test/.test(path)),
    ).toEqual([]);
    expect(strFromU8(files['THIRD-PARTY.txt']!)).toContain('preact');
    const { key, version, externally_connectable } = JSON.parse(
      strFromU8(files['manifest.json']!),
    );
    // The store gives its own.
    expect(key).toBeUndefined();
    expect(version).toBe(JSON.parse(await readFile('package.json', 'utf8')).version);
    expect(externally_connectable.ids).toHaveLength(1);
  },
);

test('the app, compressed, is no more than a picture of a page', async () => {
  const files = Object.entries(await unzipped(one, ZIPS[0]!));
  const sizes = files.map(([, bytes]) => gzipSync(bytes, { level: 9 }).length);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(LARGEST_APP);
});

test('what is signed has the ids that its keys give, and knows the other by them', async () => {
  const id = async (name: string) => {
    const pem = await readFile(join(keys, `${name}.pem`), 'utf8');
    return extensionId(publicKeyOf(pem).toString('base64'));
  };
  const [app, extension] = [await id('app'), await id('extension')];
  const url = 'https://example.org/rill/update.xml';
  expect(JSON.parse(await readFile(join(other, 'policy.json'), 'utf8'))).toEqual({
    ExtensionInstallForcelist: [`${app};${url}`, `${extension};${url}`],
  });
  const manifest = strFromU8((await unzipped(other, ZIPS[0]!))['manifest.json']!);
  expect(JSON.parse(manifest).externally_connectable).toEqual({ ids: [extension] });
  expect(await readFile(join(other, 'update.xml'), 'utf8')).toContain(`appid="${app}"`);
  const crx = await readFile(await named(other, /^rill-app-.*\.crx$/));
  expect(crx.toString('latin1', 0, 4)).toBe('Cr24');
});

test('half an order is none', async () => {
  expect(await run(['--keys', keys])).toBe(2);
  expect(await run(['--colour', 'red'])).toBe(2);
});
