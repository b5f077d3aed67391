import { readFileSync } from 'node:fs';

/** Known answers, by the name of their file in test/vectors. */
export function readVectors<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../vectors/${name}`, import.meta.url), 'utf8'));
}
