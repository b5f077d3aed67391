import { expect, test } from '@jest/globals';
import { readDht } from '../../../background/cli/dht-arguments.ts';

const HASH = 'ab'.repeat(20);
const KEY = 'cd'.repeat(32);
const question = (line: string) => {
  const read = readDht(line.split(' '));
  return read.command === 'dht' ? read.question : read;
};

test('reads who is asked, where to begin, and how to answer', () => {
  const line = `get-peers ${HASH} --bootstrap 1.2.3.4:5 --bootstrap a.b:6 --json`;
  expect(readDht(line.split(' '))).toEqual({
    command: 'dht',
    question: {
      kind: 'peers',
      infoHash: new Uint8Array(20).fill(0xab),
      port: undefined,
    },
    bootstrap: ['1.2.3.4:5', 'a.b:6'],
    json: true,
  });
});

test('takes the info hash of a magnet link', () => {
  const link = `magnet:?xt=urn:btih:${HASH}`;
  expect(question(`announce ${link} --port 7`)).toEqual({
    kind: 'peers',
    infoHash: new Uint8Array(20).fill(0xab),
    port: 7,
  });
});

test('tells an item by its hash from one by its publisher', () => {
  expect(question(`get ${HASH}`)).toMatchObject({ kind: 'get' });
  expect(question(`get ${KEY} --salt s`)).toMatchObject({
    kind: 'get-mutable',
    salt: new TextEncoder().encode('s'),
  });
  expect(question('put hello')).toEqual({ kind: 'put', text: 'hello' });
  expect(question(`put hello --seed ${KEY}`)).toMatchObject({ kind: 'put-mutable' });
});

test.each([
  ['sing', '"sing"'],
  ['get-peers', 'info hash'],
  ['get-peers abc', 'info hash'],
  [`get-peers ${HASH} ${HASH}`, 'not also'],
  [`announce ${HASH}`, '--port'],
  [`announce ${HASH} --port 65536`, '--port'],
  ['ping 1.2.3.4', 'HOST:PORT'],
  ['get abcd', '40 hex'],
  ['put', 'what to put'],
  ['put x --seed ab', '--seed'],
  [`get-peers ${HASH} --bootstrap x`, 'x is not'],
])('refuses "%s" and says why', (line, why) => {
  expect(readDht(line.split(' '))).toEqual({
    command: 'usage',
    problem: expect.stringContaining(why),
  });
});
