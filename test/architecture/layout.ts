/** The top level: these, all of them, and nothing else. */
const TOP_LEVEL: ReadonlySet<string> = new Set([
  ...['manifest.json', 'package.json', 'package-lock.json', 'tsconfig.json', 'build.mjs'],
  ...['src', 'background', 'ui', 'icons', 'test', 'docs', '.ci'],
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'LICENSE'],
  ...['biome.json', 'jest.config.mjs', '.gitignore'],
]);

/** `paths`: of every file, binary ones too. */
export function layout(paths: Iterable<string>): string[] {
  const found = new Set([...paths].map((path) => path.split('/')[0] ?? ''));
  return [
    ...[...found]
      .filter((name) => !TOP_LEVEL.has(name))
      .map((name) => `${name} is not of it`),
    ...[...TOP_LEVEL]
      .filter((name) => !found.has(name))
      .map((name) => `${name} is missing`),
  ];
}
