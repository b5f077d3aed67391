import { expect, test } from '@jest/globals';
import { parseIp } from '../../../src/bytes/ip-address.ts';
import { peerPriority } from '../../../src/peer/peer-priority.ts';
import { readVectors } from '../../support/vectors.ts';

interface Vector {
  readonly a: string;
  readonly a_port: number;
  readonly b: string;
  readonly b_port: number;
  readonly crc32c?: string;
  readonly bep40_text_crc32c?: string;
}

const { cases } = readVectors<{ cases: Vector[] }>('peer-priority.json');

test.each(cases)('ranks $a and $b as BEP 40 does, whoever asks', (vector) => {
  const a = { ip: parseIp(vector.a)!, port: vector.a_port };
  const b = { ip: parseIp(vector.b)!, port: vector.b_port };
  const expected = Number.parseInt((vector.crc32c ?? vector.bep40_text_crc32c)!, 16);
  expect(peerPriority(a, b)).toBe(expected);
  expect(peerPriority(b, a)).toBe(expected);
});

test('ranks addresses of different families as low as can be', () => {
  const [v4, v6] = ['10.0.0.1', '2001:db8::1'].map((ip) => ({
    ip: parseIp(ip)!,
    port: 1,
  }));
  expect(peerPriority(v4!, v6!)).toBe(0);
});
