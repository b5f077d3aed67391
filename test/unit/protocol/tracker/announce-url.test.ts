import { expect, test } from '@jest/globals';
import { fromHex } from '../../../../src/bytes/hex.ts';
import { encodeUtf8 } from '../../../../src/bytes/text.ts';
import {
  type AnnounceRequest,
  announceUrl,
} from '../../../../src/protocol/tracker/announce-url.ts';

const REQUEST: AnnounceRequest = {
  infoHash: fromHex('00012d2e5f7e41617a20252b26ff80c3a9000102')!,
  peerId: encodeUtf8('-RL0100-abcdefghijkl'),
  port: 6881,
  uploaded: 1,
  downloaded: 2,
  left: 2 ** 40,
  numWant: 50,
  key: 0xbeef,
  event: undefined,
  trackerId: undefined,
};

const QUERY =
  'info_hash=%00%01-._~Aaz%20%25%2B%26%FF%80%C3%A9%00%01%02&peer_id=-RL0100-abcdefghijkl' +
  '&port=6881&uploaded=1&downloaded=2&left=1099511627776&compact=1&numwant=50&key=0000beef';

test.each([
  ['http://a/announce', `http://a/announce?${QUERY}`],
  ['http://a/announce?passkey=x', `http://a/announce?passkey=x&${QUERY}`],
  ['http://a/announce?', `http://a/announce?${QUERY}`],
  ['http://a/announce?x&', `http://a/announce?x&${QUERY}`],
  ['http://a/announce#part', `http://a/announce?${QUERY}`],
])('%s is asked for by raw bytes, percent-encoded', (tracker, address) => {
  expect(announceUrl(tracker, REQUEST)).toBe(address);
});

test('the parser of addresses leaves it as it is', () => {
  const address = announceUrl('http://a/announce', REQUEST);
  expect(new URL(address).href).toBe(address);
});

test('event and tracker id are sent when there are any', () => {
  const trackerId = Uint8Array.of(0x61, 0xff);
  const address = announceUrl('http://a/', { ...REQUEST, event: 'started', trackerId });
  expect(address).toBe(`http://a/?${QUERY}&event=started&trackerid=a%FF`);
});
