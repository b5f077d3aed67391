import { posix } from 'node:path';

// The formatter gives every import one of these shapes; types are imported like values.
const SHAPES = [
  /^(?:import|export)\b[^;'"]*?\bfrom '([^']+)'/gm,
  /^import '([^']+)'/gm,
  /\bimport\(\s*'([^']+)'/g,
];

/** What a module imports: paths from the root for its own files, else names of packages. */
export function importsOf(path: string, text: string): string[] {
  return SHAPES.flatMap((shape) => [...text.matchAll(shape)]).map(([, specifier = '']) =>
    specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : specifier,
  );
}

export function isSource(path: string): boolean {
  return /\.(?:ts|tsx|mts|mjs)$/.test(path);
}
