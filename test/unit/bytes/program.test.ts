import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { PEER_ID_START, VERSION } from '../../../src/bytes/program.ts';

test('the version is that of the package', () => {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  expect(JSON.parse(text).version).toBe(VERSION);
});

test('our peer ids begin as BEP 20 says', () => {
  expect(PEER_ID_START).toBe('-RL0100-');
});
