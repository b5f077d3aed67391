import { createCipheriv, createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

const CHUNK = 4 * 1024 * 1024;

export interface FileSetFile {
  /** Below the set's own folder; empty for a set that is a single file. */
  readonly path: readonly string[];
  /** Bytes. */
  readonly size: number;
}

/** Files as a torrent names them: one file `name`, or a folder `name` of files. */
export interface FileSet {
  /** The folder that holds `name`. */
  readonly parent: string;
  readonly name: string;
  readonly files: readonly FileSetFile[];
}

/**
 * Writes files of pseudo-random bytes, the same for the same `seed`. `sizes`: bytes,
 * either of the one file or by slash-separated path, in the order the torrent will have.
 */
export async function makeFileSet(
  parent: string,
  name: string,
  sizes: number | Readonly<Record<string, number>>,
  seed = 1,
): Promise<FileSet> {
  const files: FileSetFile[] =
    typeof sizes === 'number'
      ? [{ path: [], size: sizes }]
      : Object.entries(sizes).map(([path, size]) => ({ path: path.split('/'), size }));
  const set = { parent, name, files };
  for (const [index, file] of files.entries()) {
    await fill(pathIn(set, file, parent), file.size, `${seed}/${index}`);
  }
  return set;
}

/** Where `file` lies when the set is kept in `parent`. */
export function pathIn(set: FileSet, file: FileSetFile, parent: string): string {
  return join(parent, set.name, ...file.path);
}

/** The paths in `parent` that are absent or differ, by SHA-256, from the set's own. */
export async function differencesIn(set: FileSet, parent: string): Promise<string[]> {
  const different: string[] = [];
  for (const file of set.files) {
    const path = pathIn(set, file, parent);
    const expected = await sha256(pathIn(set, file, set.parent));
    const actual = await sha256(path).catch((error: Error) => error.message);
    if (actual !== expected) different.push(path);
  }
  return different;
}

export async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: CHUNK }), hash);
  return hash.digest('hex');
}

/** AES in counter mode over zeros: gigabytes a second, and no two blocks alike. */
async function fill(path: string, size: number, seed: string): Promise<void> {
  const key = createHash('sha256').update(seed).digest().subarray(0, 16);
  const stream = createCipheriv('aes-128-ctr', key, Buffer.alloc(16));
  const zeros = Buffer.alloc(CHUNK);
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, 'w');
  try {
    for (let left = size; left > 0; left -= CHUNK) {
      await file.write(stream.update(zeros.subarray(0, Math.min(CHUNK, left))));
    }
  } finally {
    await file.close();
  }
}
