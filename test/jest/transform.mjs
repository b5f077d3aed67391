import { transformSync } from 'esbuild';

/** TypeScript and TSX to ES modules, with source maps that make stack traces true. */
export default {
  process(source, path) {
    const loader = path.endsWith('.tsx') ? 'tsx' : 'ts';
    return transformSync(source, {
      loader,
      format: 'esm',
      target: 'node20',
      supported: { 'import-attributes': true },
      jsx: 'automatic',
      jsxImportSource: 'preact',
      sourcemap: 'inline',
      sourcefile: path,
    });
  },
};
