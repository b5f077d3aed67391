import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from '../../build.mjs';

/** The folder of a part of the product, built from the sources as they are: once a run. */
export async function built(
  part: 'chrome-app' | 'chrome-extension' | 'node',
): Promise<string> {
  const all = process.env.RILL_TEST_BUILDS;
  if (!all) throw new Error('test/jest/set-up.mjs did not run');
  const folder = join(all, part);
  if (existsSync(folder)) return folder;
  const outDir = await mkdtemp(join(all, 'new-'));
  await build({ outDir, only: part });
  try {
    await rename(join(outDir, part), folder);
  } catch (error) {
    // Another worker was first.
    if (!existsSync(folder)) throw error;
  }
  await rm(outDir, { recursive: true, force: true });
  return folder;
}
