import { expect, test } from '@jest/globals';
import {
  parseArguments,
  UsageError,
} from '../../../background/launch/parse-arguments.mjs';

const ENV = { INIT_CWD: '/where', XDG_DATA_HOME: '/data' };

function parse(...args: string[]) {
  return parseArguments(args, ENV);
}

test('without arguments it is a window, a lasting profile, and no torrent', () => {
  expect(parse()).toEqual({
    headless: false,
    profile: '/data/rill/chromium',
    downloadDir: undefined,
    peers: [],
    exitWhenDone: false,
    demo: false,
    help: false,
    torrents: [],
  });
});

test('every option is understood, and options and torrents may mix', () => {
  expect(
    parse(
      ...['--headless', 'a.torrent', '--profile', 'p', '--download-dir=/d'],
      ...['--peer', '127.0.0.1:6881', '--peer', '[::1]:1', '--exit-when-done'],
    ),
  ).toEqual({
    headless: true,
    profile: '/where/p',
    downloadDir: '/d',
    peers: ['127.0.0.1:6881', '[::1]:1'],
    exitWhenDone: true,
    demo: false,
    help: false,
    torrents: ['/where/a.torrent'],
  });
});

test('relative paths count from where npm was called; links are left as they are', () => {
  expect(parse('../b.torrent', 'magnet:?xt=urn:btih:00', 'http://a/b').torrents).toEqual([
    '/b.torrent',
    'magnet:?xt=urn:btih:00',
    'http://a/b',
  ]);
});

test('the demo leaves the lasting profile alone', () => {
  expect(parse('--demo').profile).toBeUndefined();
  expect(parse('--demo', '--profile', 'p').profile).toBe('/where/p');
});

test.each([
  ['an unknown option', ['--fast']],
  ['a folder that is not named', ['--profile']],
  ['a folder named by nothing', ['--download-dir', '']],
  ['a peer without a port', ['--peer', '127.0.0.1', 'a.torrent']],
  ['a peer at port 0', ['--peer', '127.0.0.1:0', 'a.torrent']],
  ['a peer at port 65536', ['--peer', 'host:65536', 'a.torrent']],
  ['a peer of no torrent', ['--peer', '127.0.0.1:1']],
  ['a torrent for the demo', ['--demo', 'a.torrent']],
])('%s is a usage error', (_what, args) => {
  expect(() => parse(...args)).toThrow(UsageError);
});
