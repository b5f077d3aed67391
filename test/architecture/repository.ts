import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Texts by path from the root, with slashes: what a rule is given. */
export type Files = ReadonlyMap<string, string>;

/** The paths of all that git tracks here, or would: what is ignored is not the project's. */
export function listRepository(): string[] {
  const listed = execFileSync(
    'git',
    [
      '-c',
      'safe.directory=*',
      'ls-files',
      '-z',
      '--cached',
      '--others',
      '--exclude-standard',
    ],
    { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  return (
    [...new Set(listed.split('\0'))]
      .sort()
      // Absent: removed from the work tree, but not yet from the index.
      .filter((path) => statSync(join(ROOT, path), { throwIfNoEntry: false })?.isFile())
  );
}

/** Every text file of it. */
export function readRepository(): Files {
  const files = listRepository().map(
    (path) => [path, readFileSync(join(ROOT, path), 'utf8')] as const,
  );
  return new Map(files.filter(([, text]) => !text.includes('\0')));
}
