import { describe, expect, test } from '@jest/globals';
import { MemoryRandom } from '../../../background/platform/memory/random.ts';
import { fromHex, toHex } from '../../../src/bytes/hex.ts';
import { parseIp } from '../../../src/bytes/ip-address.ts';
import {
  commonBits,
  compareDistance,
  distancePart,
  idAtDepth,
  idForAddress,
  isIdOfAddress,
} from '../../../src/dht/node-id.ts';
import { readVectors } from '../../support/vectors.ts';

interface Case {
  readonly ip: string;
  readonly rand?: number;
  readonly node_id?: string;
  readonly node_id_first3?: string;
  readonly valid?: boolean;
}

const { cases } = readVectors<{ readonly cases: readonly Case[] }>('node-id.json');
const random = new MemoryRandom(7);

describe('the ids of BEP 42', () => {
  test.each(cases.filter(({ node_id }) => node_id !== undefined))(
    '$node_id of $ip: $valid',
    ({ ip, node_id, valid }) => {
      expect(isIdOfAddress(fromHex(node_id!)!, 0, parseIp(ip)!)).toBe(valid);
    },
  );

  test.each(cases.filter((it) => it.node_id_first3 !== undefined))(
    '$ip with $rand begins with $node_id_first3',
    ({ ip, rand, node_id_first3 }) => {
      const id = new Uint8Array(20);
      id.set(fromHex(node_id_first3!)!);
      id[19] = rand!;
      expect(isIdOfAddress(id, 0, parseIp(ip)!)).toBe(true);
      id[1]! ^= 1;
      expect(isIdOfAddress(id, 0, parseIp(ip)!)).toBe(false);
    },
  );

  test.each(['8.8.8.8', '2a02:1234::1'])('one made for %s fits, and no other', (host) => {
    const ip = parseIp(host)!;
    for (let count = 0; count < 50; count++) {
      const id = idForAddress(ip, random);
      expect(isIdOfAddress(id, 0, ip)).toBe(true);
      expect(isIdOfAddress(id, 0, parseIp('9.9.9.9')!)).toBe(false);
    }
  });
});

describe('distance', () => {
  const id = (hex: string) => fromHex(hex.padEnd(40, '0'))!;

  test('counts the bits in common', () => {
    expect(commonBits(id('00'), 0, id('80'))).toBe(0);
    expect(commonBits(id('ff01'), 0, id('ff00'))).toBe(15);
    expect(commonBits(id('ab'), 0, id('ab'))).toBe(160);
  });

  test('is the XOR as a number', () => {
    const target = id('10');
    expect(compareDistance(id('11'), 0, id('1f'), 0, target)).toBeLessThan(0);
    expect(compareDistance(id('00'), 0, id('1f'), 0, target)).toBeGreaterThan(0);
    expect(compareDistance(id('33'), 0, id('33'), 0, target)).toBe(0);
    expect(distancePart(id('90'), 0, target)).toBe(0.5);
  });

  test('an id at a depth differs at the very bit behind it', () => {
    const own = random.bytes(20);
    for (let bits = 0; bits < 160; bits++) {
      expect(commonBits(own, 0, idAtDepth(own, bits, random))).toBe(bits);
    }
    expect(toHex(idAtDepth(own, 160, random))).toBe(toHex(own));
  });
});
