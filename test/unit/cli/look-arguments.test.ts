import { expect, test } from '@jest/globals';
import { readArguments } from '../../../background/cli/arguments.ts';

test('reads what to inspect', () => {
  const source = 'magnet:?xt=urn:btih:x';
  expect(readArguments(['inspect', source, '--json'])).toEqual({
    command: 'inspect',
    source,
    json: true,
  });
});

test('reads what to check, and where', () => {
  expect(readArguments(['check', 'a.torrent', '--dir', 'D'])).toEqual({
    command: 'check',
    source: 'a.torrent',
    dir: 'D',
    json: false,
  });
});

test.each([
  ['inspect', 'name a .torrent'],
  ['inspect a b', 'not also b'],
  ['inspect a --dir D', '--dir'],
  ['check', 'name a .torrent'],
  ['check a', '--dir'],
  ['check a b --dir D', 'not also b'],
  ['check a --dir D --port 1', '--port'],
])('"rill %s" is refused for %s', (line, why) => {
  const problem = expect.stringContaining(why);
  expect(readArguments(line.split(' '))).toEqual({ command: 'usage', problem });
});

test.each(['inspect -h', 'check --help'])('"rill %s" asks for help', (line) => {
  expect(readArguments(line.split(' '))).toEqual({ command: 'help' });
});
