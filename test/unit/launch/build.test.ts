import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { extensionId } from '../../../background/packaging/extension-id.mjs';
import { build } from '../../../build.mjs';
import { shippedTexts } from '../../../ui/i18n/shipped-texts.ts';

/** As little as a whole project can be. */
const PROJECT = {
  'package.json': '{"version": "1.2.3"}',
  'manifest.json': '{"name": "Rill", "version": "0", "key": "YXBw"}',
  'ui/i18n/en/a.json': '{"app.name": "Rill"}',
  'ui/i18n/en/b.json': '{"app.description": "A client", "extension.menu-link": "Take"}',
  'ui/i18n/zh-CN/a.json': '{"app.name": "流"}',
  'icons/icon-16.png': 'a picture',
  'icons/rill.svg': 'its drawing',
  'ui/window.html': '<script src="window.js"></script>',
  'ui/styles/window.css': '@import "./base.css";',
  'ui/styles/companion.css': 'p { margin: 0 }',
  'ui/styles/base.css': 'body { margin: 0 }',
  'background/chrome-app.ts': 'globalThis.a = 1 as number;',
  'background/chrome-app-engine.ts': 'globalThis.b = 2;',
  'background/chrome-app-hasher.ts': 'globalThis.d = 4;',
  'background/chrome-app-window.ts': 'globalThis.c = 3;',
  'background/platform/chrome-app/awake.html': '<p>awake</p>',
  'background/chrome-extension.ts':
    'declare const RILL_APP_ID: string;\nglobalThis.app = RILL_APP_ID;',
  'background/chrome-extension-window.ts': 'globalThis.e = 5;',
  'background/chrome-extension-companion.ts': 'globalThis.f = 6;',
  'background/platform/chrome-extension/manifest.json':
    '{"name": "Companion", "version": "0", "key": "ZXh0"}',
  'background/platform/chrome-extension/companion.html': '<p>page</p>',
  'background/node.ts': 'declare const RILL_VERSION: string;\nconsole.log(RILL_VERSION);',
};

const PARTS = ['chrome-app', 'chrome-extension', 'node'];

let dir: string;
let root: string;
let outDir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'rill-build-'));
  root = join(dir, 'project');
  outDir = join(dir, 'out');
  for (const [path, text] of Object.entries(PROJECT)) await write(path, text);
});

afterEach(() => rm(dir, { recursive: true, force: true }));

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

function read(path: string): Promise<string> {
  return readFile(join(outDir, path), 'utf8');
}

test('the app is whole: pages, scripts, style, icons, and the version of the package', async () => {
  await build({ root, outDir });
  expect((await readdir(join(outDir, 'chrome-app'), { recursive: true })).sort()).toEqual(
    [
      'THIRD-PARTY.txt',
      '_locales',
      '_locales/en',
      '_locales/en/messages.json',
      '_locales/zh_CN',
      '_locales/zh_CN/messages.json',
      'awake.html',
      'background.js',
      'engine.js',
      'hasher.js',
      'i18n',
      'i18n/en.json',
      'i18n/keys.json',
      'i18n/zh-CN.json',
      'icons',
      'icons/icon-16.png',
      'manifest.json',
      'window.css',
      'window.html',
      'window.js',
    ],
  );
  expect(JSON.parse(await read('chrome-app/manifest.json'))).toEqual({
    name: 'Rill',
    version: '1.2.3',
    key: 'YXBw',
    externally_connectable: { ids: [extensionId('ZXh0')] },
  });
  expect(await read('chrome-app/window.css')).toContain('margin:0');
});

test('each language is one file, and Chrome has the name and the description', async () => {
  await build({ root, outDir, only: 'chrome-app' });
  const json = async (path: string) => JSON.parse(await read(`chrome-app/${path}`));
  const texts = async (language: string) =>
    shippedTexts(await json('i18n/keys.json'), await json(`i18n/${language}.json`));
  expect(await texts('en')).toEqual({
    'app.name': 'Rill',
    'app.description': 'A client',
    'extension.menu-link': 'Take',
  });
  expect(await texts('zh-CN')).toEqual({ 'app.name': '流' });
  expect(await json('_locales/en/messages.json')).toEqual({
    name: { message: 'Rill' },
    description: { message: 'A client' },
  });
  expect(await json('_locales/zh_CN/messages.json')).toEqual({ name: { message: '流' } });
});

test('the extension is whole, and app and extension know each other by their keys', async () => {
  await build({ root, outDir, only: 'chrome-extension' });
  expect((await readdir(join(outDir, 'chrome-extension'))).sort()).toEqual([
    ...['THIRD-PARTY.txt', '_locales', 'companion.css', 'companion.js', 'i18n', 'icons'],
    ...['magnet.html', 'manifest.json', 'popup.html', 'service-worker.js', 'setup.html'],
    ...['window.css', 'window.html', 'window.js'],
  ]);
  const json = async (path: string) => JSON.parse(await read(`chrome-extension/${path}`));
  expect(await json('manifest.json')).toMatchObject({
    version: '1.2.3',
    externally_connectable: { ids: [extensionId('YXBw')] },
  });
  expect(await read('chrome-extension/service-worker.js')).toContain(extensionId('YXBw'));
  expect(await json('_locales/en/messages.json')).toEqual({
    name: { message: 'Rill' },
    extension_menu_link: { message: 'Take' },
  });
});

test('the ids follow from other keys, where they are given', async () => {
  const keys = { app: 'b3RoZXI=', extension: 'bW9yZQ==' };
  await build({ root, outDir, only: 'chrome-extension', keys });
  expect(JSON.parse(await read('chrome-extension/manifest.json'))).toMatchObject({
    key: keys.extension,
    externally_connectable: { ids: [extensionId(keys.app)] },
  });
});

test('the command line is one file that runs as it is', async () => {
  await build({ root, outDir });
  expect(await readdir(join(outDir, 'node'))).toEqual(['rill.mjs']);
  expect(`${execFileSync(join(outDir, 'node/rill.mjs'))}`).toBe('1.2.3\n');
});

test('only what is asked for is built', async () => {
  await build({ root, outDir, only: 'node' });
  expect(await readdir(outDir)).toEqual(['node']);
});

test('what has not changed is left alone, what has is replaced whole', async () => {
  await build({ root, outDir });
  const inode = async (part: string) => (await stat(join(outDir, part))).ino;
  const [app, node] = [await inode('chrome-app'), await inode('node')];
  await write('background/node.ts', 'console.log(2);');
  await build({ root, outDir });
  expect(await inode('chrome-app')).toBe(app);
  expect(await inode('node')).not.toBe(node);
  expect((await readdir(outDir)).sort()).toEqual(PARTS);
});

test('a mistake in the sources changes nothing and leaves nothing behind', async () => {
  await build({ root, outDir, only: 'node' });
  const before = await read('node/rill.mjs');
  await write('background/node.ts', 'const = ;');
  await expect(build({ root, outDir, only: 'node' })).rejects.toThrow('node.ts');
  expect(await read('node/rill.mjs')).toBe(before);
  expect(await readdir(outDir)).toEqual(['node']);
});

test('a file that is missing is an error', async () => {
  await rm(join(root, 'ui/window.html'));
  await expect(build({ root, outDir })).rejects.toThrow('window.html');
});

test('builds at the same time do not disturb each other', async () => {
  await Promise.all([1, 2, 3, 4].map(() => build({ root, outDir })));
  expect((await readdir(outDir)).sort()).toEqual(PARTS);
});
