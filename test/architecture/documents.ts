import type { Files } from './repository.ts';

/** What is said of documents and dependencies elsewhere is true of them. */
export function documents(files: Files): string[] {
  return [...namedDocuments(files), ...dependencies(files)];
}

/** A document that some file points to exists. */
function namedDocuments(files: Files): string[] {
  return [...files].flatMap(([path, text]) =>
    path.startsWith('test/architecture/')
      ? []
      : [...text.matchAll(/\bdocs\/[\w-]+\.md\b/g)]
          .filter(([name]) => !files.has(name))
          .map(([name]) => `${path}: there is no ${name}`),
  );
}

/** docs/dependencies.md has every dependency, at the version that is used. */
function dependencies(files: Files): string[] {
  const rows = (files.get('docs/dependencies.md') ?? '').split('\n');
  const manifest = JSON.parse(files.get('package.json') ?? '{}') as Record<
    string,
    object
  >;
  return Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
    .filter(
      ([name, version]) =>
        !rows.some((row) => row.includes(name) && row.includes(` ${version},`)),
    )
    .map(([name, version]) => `docs/dependencies.md does not have ${name} ${version}`);
}
