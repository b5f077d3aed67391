import { cp, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { readTexts, shippedTexts } from '../../../build.mjs';

const SOURCE = fileURLToPath(new URL('./app', import.meta.url));
const KEEP_AWAKE = fileURLToPath(
  new URL('../../../background/platform/chrome-app/keep-awake.html', import.meta.url),
);

const ICONS = fileURLToPath(new URL('../../../icons', import.meta.url));

const HASHER = fileURLToPath(
  new URL('../../../background/chrome-app-hasher.ts', import.meta.url),
);

/** Builds the packaged app that runs the compliance suites; its folder, to be removed. */
export async function buildComplianceApp(): Promise<string> {
  const out = await mkdtemp(join(tmpdir(), 'rill-compliance-app-'));
  await build({
    entryPoints: [
      ...['background', 'engine', 'window'].map((name) => ({
        in: join(SOURCE, `${name}.ts`),
        out: name,
      })),
      { in: HASHER, out: 'hasher' },
    ],
    outdir: out,
    bundle: true,
    format: 'iife',
    target: 'es2023',
    logLevel: 'silent',
  });
  for (const file of ['manifest.json', 'window.html']) {
    await cp(join(SOURCE, file), join(out, file));
  }
  await cp(KEEP_AWAKE, join(out, 'keep-awake.html'));
  await cp(ICONS, join(out, 'icons'), { recursive: true });
  await mkdir(join(out, 'i18n'));
  for (const [name, content] of shippedTexts(await readTexts())) {
    await writeFile(join(out, 'i18n', name), content);
  }
  return out;
}
