import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from './eventually.ts';

/** Chromium writes its preferences ten seconds after a change. */
const LIMIT_MS = 30_000;

/** Once Chromium has on disk that the app may write to `folder`: a crash takes it until then. */
export async function folderKept(profile: string, folder: string): Promise<void> {
  const file = join(profile, 'Default/Preferences');
  await eventually(
    async () => (await readFile(file, 'utf8').catch(() => '')).includes(`"${folder}"`),
    () => `${folder} in ${file}`,
    LIMIT_MS,
  );
}
