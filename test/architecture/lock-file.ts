import type { Files } from './repository.ts';

interface LockFile {
  readonly packages: Readonly<Record<string, object>>;
}

/** A lock file pins versions and contents, not where somebody downloaded them. */
export function lockFile(files: Files): string[] {
  return [...files]
    .filter(([path]) => path.endsWith('package-lock.json'))
    .flatMap(([path, text]) =>
      Object.entries((JSON.parse(text) as LockFile).packages)
        .filter(([, entry]) => 'resolved' in entry)
        .map(([name]) => `${path}: ${name} has a download address`),
    );
}
