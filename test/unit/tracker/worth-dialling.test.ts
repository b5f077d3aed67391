import { expect, test } from '@jest/globals';
import { worthDialling } from '../../../src/tracker/worth-dialling.ts';

const near = ['127.0.0.1', '::1', '127.3.2.1', 'localhost', 'x.localhost'];
const there = ['8.8.8.8', '10.0.0.1', '2001:db8::1', 'peer.example'];
const nowhere = [
  '0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  'ff02::1',
  '::ffff:1.2.3.4',
];

const hosts = (tracker: string, port = 6881) =>
  worthDialling(
    [...near, ...there, ...nowhere].map((host) => ({ host, port })),
    tracker,
  ).map(({ host }) => host);

test.each(['tracker.example', '8.8.8.8', '[2001:db8::9]', 'a tracker'])(
  'nobody on this machine is dialled on the word of %s',
  (tracker) => expect(hosts(tracker)).toEqual(there),
);

test.each(['127.0.0.1', '[::1]', 'localhost', '192.168.1.5'])(
  'a tracker that is near, as %s, may know of peers on this machine',
  (tracker) => expect(hosts(tracker)).toEqual([...near, ...there]),
);

test('of peers by name 50 of an answer are dialled', () => {
  const peers = Array.from({ length: 200 }, (_, at) => ({
    host: `p${at}.example`,
    port: 5,
  }));
  const addresses = Array.from({ length: 200 }, (_, at) => ({
    host: `8.8.8.${at}`,
    port: 5,
  }));
  expect(worthDialling([...peers, ...addresses], 't.example')).toHaveLength(250);
});

test('who says port 1 cannot be reached', () => {
  expect(hosts('tracker.example', 1)).toEqual([]);
});
