import { expect, test } from '@jest/globals';
import { readArguments } from '../../../background/cli/arguments.ts';

test('reads all that a torrent can be made with', () => {
  const args = [
    ...['create', 'holiday', '-o', 'out.torrent', '--version', 'v2'],
    ...['--piece-length', '1M', '--tracker', 'http://a', '--tracker', 'udp://b:1'],
    ...['--web-seed', 'http://c', '--private', '--comment', 'two words'],
    ...['--source', 'ABC', '--ignore', '*.tmp', '--ignore', 'notes', '--json'],
  ];
  expect(readArguments(args)).toEqual({
    command: 'create',
    path: 'holiday',
    output: 'out.torrent',
    version: 'v2',
    pieceLength: 1 << 20,
    trackers: ['http://a', 'udp://b:1'],
    webSeeds: ['http://c'],
    private: true,
    comment: 'two words',
    source: 'ABC',
    ignore: ['*.tmp', 'notes'],
    json: true,
  });
});

test('makes a public hybrid by its size, when nothing else was said', () => {
  expect(readArguments(['create', 'holiday'])).toMatchObject({
    output: undefined,
    version: 'hybrid',
    pieceLength: undefined,
    trackers: [],
    private: false,
    json: false,
  });
});

test.each([
  ['16384', 16384],
  ['256K', 256 << 10],
  ['256k', 256 << 10],
  ['256KiB', 256 << 10],
  ['4M', 4 << 20],
])('a piece length of %s is %d bytes', (text, pieceLength) => {
  const args = ['create', 'a', '--piece-length', text];
  expect(readArguments(args)).toMatchObject({ pieceLength });
});

test.each([
  ['create', 'name a file'],
  ['create a b', 'not also b'],
  ['create a --version v3', 'v3'],
  ['create a --piece-length 1G', '1G'],
  ['create a --piece-length -1', '--piece-length'],
  ['create a --dir D', '--dir'],
])('"rill %s" is refused for %s', (line, why) => {
  const invocation = readArguments(line.split(' '));
  expect(invocation.command).toBe('usage');
  expect((invocation as { problem: string }).problem).toContain(why);
});
