import { randomBytes } from 'node:crypto';
import {
  chmod,
  cp,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { extensionId } from './background/packaging/extension-id.mjs';
import { notices } from './background/packaging/notices.mjs';

/**
 * Builds what Rill ships, each part a folder of `outDir`:
 *
 *   chrome-app/         the packaged app, loadable as it is
 *   chrome-extension/   its companion extension, loadable as it is
 *   node/rill.mjs       the command line, one file
 *
 * Each part is built beside its place and swapped in whole, and left alone when nothing
 * changed, so whoever uses it meanwhile never sees half a build.
 */
const ROOT = fileURLToPath(new URL('.', import.meta.url));

const PARTS = {
  'chrome-app': buildChromeApp,
  'chrome-extension': buildChromeExtension,
  node: buildNode,
};
const APP_MANIFEST = 'manifest.json';
const EXTENSION_MANIFEST = 'background/platform/chrome-extension/manifest.json';

/**
 * @param {object} [options]
 * @param {string} [options.outDir] default: dist
 * @param {'chrome-app' | 'chrome-extension' | 'node'} [options.only] default: every part
 * @param {string} [options.root] where the sources lie; default: this folder
 * @param {{ app: string, extension: string }} [options.keys] public keys, DER in base64, that
 *   the ids of app and extension follow from; default: those of their manifests
 * @returns {Promise<void>} rejects with what is wrong in the sources, that part unchanged
 */
export async function build({
  outDir = join(ROOT, 'dist'),
  only,
  root = ROOT,
  keys,
} = {}) {
  const parts = only === undefined ? Object.keys(PARTS) : [only];
  // All of them come to their end: nothing is written after it.
  const ended = await Promise.allSettled(
    parts.map(async (part) => {
      const fresh = join(outDir, `.${part}-${randomBytes(6).toString('hex')}`);
      await mkdir(fresh, { recursive: true });
      try {
        await PARTS[part](root, fresh, keys);
        await swapIn(fresh, join(outDir, part));
      } finally {
        await rm(fresh, { recursive: true, force: true });
      }
    }),
  );
  const failed = ended.find(({ status }) => status === 'rejected');
  if (failed) throw failed.reason;
}

async function buildChromeApp(root, out, keys) {
  const ids = await companions(root, keys);
  await bundle(root, out, ids, {
    background: 'background/chrome-app.ts',
    engine: 'background/chrome-app-engine.ts',
    hasher: 'background/chrome-app-hasher.ts',
    window: 'background/chrome-app-window.ts',
  });
  await copyFlat(join(root, 'background/platform/chrome-app'), '.html', out);
  await copyWindow(root, out, { window: 'ui/styles/window.css' });
  await writeTexts(await readTexts(root), out, {
    name: 'app.name',
    description: 'app.description',
  });
  await writeManifest(root, out, APP_MANIFEST, {
    key: ids.keys.app,
    // Nobody else, and no page of the web.
    externally_connectable: { ids: [ids.extension] },
  });
}

async function buildChromeExtension(root, out, keys) {
  const ids = await companions(root, keys);
  await bundle(root, out, ids, {
    'service-worker': 'background/chrome-extension.ts',
    window: 'background/chrome-extension-window.ts',
    companion: 'background/chrome-extension-companion.ts',
  });
  const page = join(root, 'background/platform/chrome-extension/companion.html');
  for (const name of ['popup', 'setup', 'magnet']) {
    await cp(page, join(out, `${name}.html`));
  }
  await copyWindow(root, out, {
    window: 'ui/styles/window.css',
    companion: 'ui/styles/companion.css',
  });
  const texts = await readTexts(root);
  const shown = Object.keys(texts.get('en')).filter((key) =>
    key.startsWith('extension.'),
  );
  const messages = shown.map((key) => [key.replaceAll(/[.-]/g, '_'), key]);
  await writeTexts(texts, out, { name: 'app.name', ...Object.fromEntries(messages) });
  await writeManifest(root, out, EXTENSION_MANIFEST, {
    key: ids.keys.extension,
    externally_connectable: { ids: [ids.app] },
  });
}

/** The two that are one product, each by the key that its id follows from. */
async function companions(root, keys) {
  const key = async (manifest) => (await readJson(join(root, manifest))).key;
  const [app, extension] = keys
    ? [keys.app, keys.extension]
    : [await key(APP_MANIFEST), await key(EXTENSION_MANIFEST)];
  return {
    keys: { app, extension },
    app: extensionId(app),
    extension: extensionId(extension),
  };
}

/** Scripts for Chrome, and the notice of what is in them. */
async function bundle(root, out, ids, entryPoints) {
  const shared = await common(root);
  const { metafile } = await esbuild.build({
    ...shared,
    define: {
      ...shared.define,
      RILL_APP_ID: JSON.stringify(ids.app),
      RILL_EXTENSION_ID: JSON.stringify(ids.extension),
    },
    entryPoints,
    outdir: out,
    platform: 'browser',
    format: 'iife',
    minify: true,
    legalComments: 'none',
    metafile: true,
    plugins: [plainTextOnly],
  });
  await writeFile(join(out, 'THIRD-PARTY.txt'), await notices(root, [metafile]));
}

/** What the window is beside its script. */
async function copyWindow(root, out, entryPoints) {
  await esbuild.build({
    ...(await common(root)),
    entryPoints,
    outdir: out,
    minify: true,
  });
  await copyFlat(join(root, 'icons'), '.png', join(out, 'icons'));
  await cp(join(root, 'ui/window.html'), join(out, 'window.html'));
}

async function writeManifest(root, out, from, changes) {
  const manifest = await readJson(join(root, from));
  const { version } = await readJson(join(root, 'package.json'));
  await writeJson(join(out, 'manifest.json'), { ...manifest, version, ...changes });
}

async function buildNode(root, out) {
  const file = join(out, 'rill.mjs');
  await esbuild.build({
    ...(await common(root)),
    entryPoints: ['background/node.ts'],
    outfile: file,
    platform: 'node',
    format: 'esm',
    banner: { js: '#!/usr/bin/env node' },
  });
  await chmod(file, 0o755);
}

async function common(root) {
  const { version } = await readJson(join(root, 'package.json'));
  return {
    absWorkingDir: root,
    bundle: true,
    charset: 'utf8',
    legalComments: 'inline',
    logLevel: 'silent',
    // As in tsconfig.json.
    target: 'es2023',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    define: { RILL_VERSION: JSON.stringify(version) },
  };
}

/**
 * Names from a torrent never become HTML: takes from Preact its only way to parse a string
 * as HTML, `dangerouslySetInnerHTML`, which Rill does not use and which would set text now.
 */
const plainTextOnly = {
  name: 'plain-text-only',
  setup(build) {
    build.onLoad(
      { filter: /[\\/]preact[\\/]dist[\\/]preact\.mjs$/ },
      async ({ path }) => ({
        contents: (await readFile(path, 'utf8')).replaceAll('.innerHTML', '.textContent'),
      }),
    );
  },
};

/**
 * All that the window says, by language: the files of its folder in one.
 *
 * @param {string} [root] where the sources lie; default: this folder
 * @returns {Promise<Map<string, Record<string, string>>>}
 */
export async function readTexts(root = ROOT) {
  const texts = new Map();
  const folder = join(root, 'ui/i18n');
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const names = (await readdir(join(folder, entry.name))).sort();
    const parts = names.map((name) => readJson(join(folder, entry.name, name)));
    texts.set(entry.name, Object.assign({}, ...(await Promise.all(parts))));
  }
  return texts;
}

/**
 * The files that the texts are shipped in, by name: the keys once, and each language's texts in
 * the order of the keys, null where it has none. The other end is ui/i18n/shipped-texts.ts.
 *
 * @param {Map<string, Record<string, string>>} texts
 * @returns {Map<string, string>}
 */
export function shippedTexts(texts) {
  const keys = [...new Set([...texts.values()].flatMap(Object.keys))].sort();
  const files = [...texts].map(([language, entries]) => [
    `${language}.json`,
    keys.map((key) => entries[key] ?? null),
  ]);
  const all = [['keys.json', keys], ...files];
  return new Map(all.map(([name, content]) => [name, JSON.stringify(content)]));
}

/** All texts; and what Chrome itself shows, as it wants it: `shown`, by its names. */
async function writeTexts(texts, out, shown) {
  await mkdir(join(out, 'i18n'), { recursive: true });
  for (const [name, content] of shippedTexts(texts)) {
    await writeFile(join(out, 'i18n', name), content);
  }
  for (const [language, entries] of texts) {
    const known = Object.entries(shown).filter(([, key]) => key in entries);
    const messages = known.map(([name, key]) => [name, { message: entries[key] }]);
    await writeJson(
      join(out, '_locales', language.replace('-', '_'), 'messages.json'),
      Object.fromEntries(messages),
    );
  }
}

async function writeJson(file, value) {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(value, null, 2)}\n`);
}

/** The files with that ending which lie directly in `from`. */
async function copyFlat(from, ending, to) {
  await mkdir(to, { recursive: true });
  for (const name of await readdir(from)) {
    if (name.endsWith(ending)) await cp(join(from, name), join(to, name));
  }
}

/** Puts the folder `fresh` where `target` is, unless that holds the same. */
async function swapIn(fresh, target) {
  for (let attempt = 1; ; attempt++) {
    if (await sameContents(fresh, target)) return;
    const old = `${fresh}-old`;
    try {
      await rename(target, old).catch(ignoreAbsent);
      await rename(fresh, target);
      return;
    } catch (error) {
      // Another build put its own there meanwhile.
      if (error.code !== 'ENOTEMPTY' || attempt === 5) throw error;
    } finally {
      await rm(old, { recursive: true, force: true });
    }
  }
}

async function sameContents(one, other) {
  const [ours, theirs] = await Promise.all([contentsOf(one), contentsOf(other)]);
  return (
    ours.size === theirs.size &&
    [...ours].every(([path, bytes]) => theirs.get(path)?.equals(bytes))
  );
}

/** Every file below `dir`, by its path there; none when there is no such folder. */
async function contentsOf(dir) {
  const files = new Map();
  for (const path of (await readdir(dir, { recursive: true }).catch(ignoreAbsent)) ??
    []) {
    const bytes = await readFile(join(dir, path)).catch((error) => {
      if (error.code !== 'EISDIR') ignoreAbsent(error);
    });
    if (bytes !== undefined) files.set(path, bytes);
  }
  return files;
}

function ignoreAbsent(error) {
  if (error.code !== 'ENOENT') throw error;
  return undefined;
}

async function readJson(path) {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new Error(`${basename(path)}: ${error.message}`, { cause: error });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await build();
  } catch (error) {
    const messages = error.errors
      ? await esbuild.formatMessages(error.errors, { kind: 'error' })
      : [error.message];
    console.error(messages.join('\n'));
    process.exitCode = 1;
  }
}
