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

/**
 * Builds what Rill ships, each part a folder of `outDir`:
 *
 *   chrome-app/     the packaged app, loadable as it is
 *   node/rill.mjs   the command line, one file
 *
 * Each part is built beside its place and swapped in whole, and left alone when nothing
 * changed, so whoever uses it meanwhile never sees half a build.
 */
const ROOT = fileURLToPath(new URL('.', import.meta.url));

const PARTS = { 'chrome-app': buildChromeApp, node: buildNode };

/**
 * @param {object} [options]
 * @param {string} [options.outDir] default: dist
 * @param {'chrome-app' | 'node'} [options.only] default: every part
 * @param {string} [options.root] where the sources lie; default: this folder
 * @returns {Promise<void>} rejects with what is wrong in the sources, that part unchanged
 */
export async function build({ outDir = join(ROOT, 'dist'), only, root = ROOT } = {}) {
  const parts = only === undefined ? Object.keys(PARTS) : [only];
  await Promise.all(
    parts.map(async (part) => {
      const fresh = join(outDir, `.${part}-${randomBytes(6).toString('hex')}`);
      await mkdir(fresh, { recursive: true });
      try {
        await PARTS[part](root, fresh);
        await swapIn(fresh, join(outDir, part));
      } finally {
        await rm(fresh, { recursive: true, force: true });
      }
    }),
  );
}

async function buildChromeApp(root, out) {
  await esbuild.build({
    ...(await common(root)),
    entryPoints: {
      background: 'background/chrome-app.ts',
      engine: 'background/chrome-app-engine.ts',
      hasher: 'background/chrome-app-hasher.ts',
      window: 'background/chrome-app-window.ts',
    },
    outdir: out,
    platform: 'browser',
    format: 'iife',
    minify: true,
    // An error is shown with its class's name.
    keepNames: true,
    plugins: [plainTextOnly],
  });
  await esbuild.build({
    ...(await common(root)),
    entryPoints: { window: 'ui/styles/window.css' },
    outdir: out,
    minify: true,
  });
  await copyFlat(join(root, 'icons'), '.png', join(out, 'icons'));
  await copyFlat(join(root, 'background/platform/chrome-app'), '.html', out);
  await cp(join(root, 'ui/window.html'), join(out, 'window.html'));
  await writeTexts(await readTexts(root), out);
  const manifest = await readJson(join(root, 'manifest.json'));
  const { version } = await readJson(join(root, 'package.json'));
  await writeJson(join(out, 'manifest.json'), { ...manifest, version });
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

/** A file for each language; and what Chrome itself shows of the app, as it wants it. */
async function writeTexts(texts, out) {
  for (const [language, entries] of texts) {
    const known = ['name', 'description'].filter((word) => `app.${word}` in entries);
    const messages = known.map((word) => [word, { message: entries[`app.${word}`] }]);
    await writeJson(join(out, 'i18n', `${language}.json`), entries);
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
