import { transform } from 'esbuild';
import type { Files } from './repository.ts';

const MARK = 'GLOBAL_OF_A_HOST_';

/** What belongs to a host, or to ambient time and chance. */
const HOST_GLOBALS = [
  ...['chrome', 'browser', 'window', 'document', 'navigator', 'self', 'location'],
  ...['globalThis', 'global', 'process', 'Buffer', 'require', 'console', 'performance'],
  ...[
    'setTimeout',
    'setInterval',
    'setImmediate',
    'queueMicrotask',
    'Date',
    'Math.random',
  ],
  ...['fetch', 'crypto', 'postMessage', 'Worker', 'MessageChannel', 'WebSocket'],
  ...['XMLHttpRequest', 'indexedDB', 'localStorage', 'requestAnimationFrame'],
];

/** The engine names nothing of a host: what it needs comes through the ports. */
export function hostGlobalsInEngine(files: Files): Promise<string[]> {
  return namesIn(files, 'src/', HOST_GLOBALS);
}

/** The window speaks over a port that its host gives it. */
export function hostGlobalsInWindow(files: Files): Promise<string[]> {
  return namesIn(files, 'ui/', ['chrome', 'browser', 'process', 'Buffer', 'require']);
}

async function namesIn(
  files: Files,
  folder: string,
  names: readonly string[],
): Promise<string[]> {
  // esbuild knows scopes: it replaces a name only where that is the global one, neither in a
  // comment, a string or a type, nor where something else is called the same.
  const define = Object.fromEntries(
    names.map((name) => [name, MARK + name.replace('.', '_')]),
  );
  const wrong: string[] = [];
  for (const [path, text] of files) {
    if (!path.startsWith(folder) || !/\.tsx?$/.test(path)) continue;
    const loader = path.endsWith('x') ? 'tsx' : 'ts';
    const { code } = await transform(text, { loader, define, jsx: 'automatic' });
    const found = new Set(code.match(new RegExp(`\\b${MARK}\\w+`, 'g')));
    for (const name of found) wrong.push(`${path} names ${name.slice(MARK.length)}`);
  }
  return wrong;
}
