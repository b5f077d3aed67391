import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { build } from '../../build.mjs';
import { bundleTexts } from './bundle-texts.ts';

let dir: string;
const bundles = new Map<string, string>();

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'rill-bundles-'));
  await build({ outDir: dir });
  for (const path of await readdir(dir, { recursive: true })) {
    if (/\.(?:js|mjs|html)$/.test(path)) {
      bundles.set(path, await readFile(join(dir, path), 'utf8'));
    }
  }
});

afterAll(() => rm(dir, { recursive: true, force: true }));

test('what is shipped makes neither code nor HTML out of text', () => {
  expect([...bundles.keys()]).toEqual(
    expect.arrayContaining([
      'chrome-app/window.js',
      'chrome-app/engine.js',
      'node/rill.mjs',
    ]),
  );
  expect(bundleTexts(bundles)).toEqual([]);
});

test('the window holds one language, and loads the others', () => {
  const window = bundles.get('chrome-app/window.js');
  expect(window).toContain('Search settings');
  expect(window).not.toContain('Einstellungen');
});

test('the app loads no script from elsewhere and none inline', () => {
  const pages = [...bundles].filter(([path]) => path.endsWith('.html'));
  expect(pages.length).toBeGreaterThan(0);
  for (const [, html] of pages) {
    expect(html).not.toMatch(/<script(?![^>]*\bsrc="(?!\w+:|\/\/))/);
  }
});

test.each([
  'globalThis.eval("1")',
  'new Function("return this")()',
  'Function("return this")()',
  'a.innerHTML=b',
])('a bundle with %s is refused', (text) => {
  expect(bundleTexts(new Map([['window.js', text]]))).toHaveLength(1);
});
