import { expect, test } from '@jest/globals';
import { readArguments } from '../../../background/cli/arguments.ts';

const NOTHING_SAID = {
  peers: [],
  port: undefined,
  lsd: true,
  dht: true,
  bootstrap: [],
  downLimit: 0,
  upLimit: 0,
  maxPeers: undefined,
  ipFilter: undefined,
  sequential: false,
  superSeeding: false,
  choice: { files: [], skip: [], high: [], low: [] },
  seeding: { ratio: undefined, time: undefined, idle: undefined },
  json: false,
};

test('reads a download with all its options', () => {
  const args =
    'download a.torrent --dir D --peer 1.2.3.4:5 --peer [::1]:6 --port 0 --no-lsd --json';
  expect(readArguments(args.split(' '))).toEqual({
    ...NOTHING_SAID,
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
    ...NOTHING_SAID,
    command: 'seed',
    source: 'a',
    dir: 'D',
  });
});

test('reads limits, a choice of files, and when sharing ends', () => {
  const args =
    'download a --dir D --down-limit 500K --up-limit 2MiB --max-peers 30 --ip-filter F ' +
    '--files 1,3-5 --files *.mkv --skip 4 --high a/*,b --low 5 --sequential ' +
    '--super-seeding --seed-ratio 1.5 --seed-time 90 --seed-idle 30';
  expect(readArguments(args.split(' '))).toEqual({
    ...NOTHING_SAID,
    command: 'download',
    source: 'a',
    dir: 'D',
    downLimit: 500 * 1024,
    upLimit: 2 << 20,
    maxPeers: 30,
    ipFilter: 'F',
    sequential: true,
    superSeeding: true,
    choice: {
      files: ['1', '3-5', '*.mkv'],
      skip: ['4'],
      high: ['a/*', 'b'],
      low: ['5'],
    },
    seeding: { ratio: 1.5, time: 90, idle: 30 },
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
  ['download a --dir D --down-limit fast', 'fast is not a rate'],
  ['download a --dir D --up-limit -5', '--up-limit'],
  ['download a --dir D --down-limit 99999999999999999M', 'not a rate'],
  ['download a --dir D --max-peers 0', '0 is not a number of peers'],
  ['download a --dir D --max-peers 1e3', '1e3'],
  ['download a --dir D --files 0', '"0" names no files'],
  ['download a --dir D --skip 1,,2', '"" names no files'],
  ['download a --dir D --seed-ratio x', 'x is not a ratio'],
  ['download a --dir D --seed-time 1h', '1h is not minutes'],
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
