import { expect, test } from '@jest/globals';
import { fromHex } from '../../../../src/bytes/hex.ts';
import { parseIp } from '../../../../src/bytes/ip-address.ts';
import { allowedFastSet } from '../../../../src/protocol/peer-wire/allowed-fast.ts';
import { nodeSha } from '../../../support/node-sha.ts';
import { readVectors } from '../../../support/vectors.ts';

interface Vector {
  readonly k: number;
  readonly num_pieces: number;
  readonly infohash: string;
  readonly ip: string;
  readonly set: readonly number[];
}

const sha1 = (bytes: Uint8Array) => nodeSha.digest('sha1', [bytes]);

test.each(readVectors<Vector[]>('allowed-fast.json'))(
  'gives $ip $k of $num_pieces pieces as BEP 6 does',
  async ({ k, num_pieces, infohash, ip, set }) => {
    const infoHash = fromHex(infohash)!;
    const found = await allowedFastSet(parseIp(ip)!, infoHash, num_pieces, k, sha1);
    expect(found).toEqual(set);
  },
);

test('gives all hosts of one IPv6 network the same', async () => {
  const infoHash = new Uint8Array(20);
  const [one, other] = await Promise.all(
    ['2001:db8::1', '2001:db8::2'].map((ip) =>
      allowedFastSet(parseIp(ip)!, infoHash, 1000, 10, sha1),
    ),
  );
  expect(one).toHaveLength(10);
  expect(other).toEqual(one);
});
