import { expect, test } from '@jest/globals';
import { readArguments } from '../../../background/cli/arguments.ts';

test('reads a download with all its options', () => {
  const args =
    'download a.torrent --dir D --peer 1.2.3.4:5 --peer [::1]:6 --port 0 --no-lsd --json';
  expect(readArguments(args.split(' '))).toEqual({
    command: 'download',
    source: 'a.torrent',
    dir: 'D',
    peers: ['1.2.3.4:5', '[::1]:6'],
    port: 0,
    lsd: false,
    dht: true,
    bootstrap: [],
    json: true,
  });
});

test('leaves out what was not said', () => {
  expect(readArguments(['seed', 'a', '--dir', 'D'])).toEqual({
    command: 'seed',
    source: 'a',
    dir: 'D',
    peers: [],
    port: undefined,
    lsd: true,
    dht: true,
    bootstrap: [],
    json: false,
  });
});

test.each([
  ['', 'what to do'],
  ['fetch x --dir D', '"fetch"'],
  ['download --dir D', 'name a .torrent'],
  ['download a', '--dir'],
  ['download a b --dir D', 'not also b'],
  ['download a --dir', "'--dir"],
  ['download a --dir D --port 65536', '65536'],
  ['download a --dir D --port -1', '--port'],
  ['download a --dir D --port 1.5', '1.5'],
  ['download a --dir D --peer 1.2.3.4', '1.2.3.4'],
  ['download a --dir D --peer 1.2.3.4:0', '1.2.3.4:0'],
  ['download a --dir D --bootstrap x', 'x is not HOST:PORT'],
  ['download a --dir D --quick', '--quick'],
])('"%s" is a usage error that names what is wrong', (text, words) => {
  const result = readArguments(text === '' ? [] : text.split(' '));
  expect(result).toEqual({ command: 'usage', problem: expect.stringContaining(words) });
});

test.each([
  ['--help', 'help'],
  ['-h', 'help'],
  ['download --help', 'help'],
  ['--version', 'version'],
])('"%s" asks for %s', (text, command) => {
  expect(readArguments(text.split(' '))).toEqual({ command });
});
