import type { Files } from './repository.ts';

interface LockFile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

interface LockedPackage {
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/**
 * A lock file pins versions and contents, not where somebody downloaded them, and is whole:
 * npm install leaves out the packages of other platforms that its registry does not have,
 * and npm ci then refuses the file.
 */
export function lockFile(files: Files): string[] {
  return [...files]
    .filter(([path]) => path.endsWith('package-lock.json'))
    .flatMap(([path, text]) =>
      mistakes(JSON.parse(text) as LockFile).map((mistake) => `${path}: ${mistake}`),
    );
}

function mistakes({ packages }: LockFile): string[] {
  return Object.entries(packages).flatMap(
    ([at, { resolved, optionalDependencies = {} }]) => [
      ...(resolved === undefined ? [] : [`${at} has a download address`]),
      ...Object.keys(optionalDependencies)
        .filter((name) => !isLocked(packages, at, name))
        .map((name) => `${name}, optional for ${at}, is missing`),
    ],
  );
}

/** Whether `name` is found from the package at `at`: in its own node_modules or further out. */
function isLocked(packages: LockFile['packages'], at: string, name: string): boolean {
  if (`${at === '' ? '' : `${at}/`}node_modules/${name}` in packages) return true;
  if (at === '') return false;
  return isLocked(
    packages,
    at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/'))),
    name,
  );
}
