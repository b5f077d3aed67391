import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Zippable, zipSync } from 'fflate';

/** The earliest that a zip file can tell of, in local time as it has them. */
const ALWAYS = new Date(1980, 0, 1);

/** All files below `folder` in one zip file; the same files give the same bytes. */
export async function zipFolder(folder: string): Promise<Uint8Array> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
  const files: Zippable = {};
  for (const path of paths) files[path] = await readFile(join(folder, path));
  return zipSync(files, { level: 9, mtime: ALWAYS });
}
