import { expect, test } from '@jest/globals';
import { homeLine } from '../../background/platform/memory/line.ts';
import { encodeBlock, encodeMessage } from '../../src/protocol/peer-wire/encode.ts';
import { encodeHandshake } from '../../src/protocol/peer-wire/handshake.ts';
import { fluidBound } from './instrument/fluid-bound.ts';
import { KIB, MIB, Simulation } from './instrument/simulation.ts';
import { type Said, WireScanner } from './instrument/wire-scanner.ts';

const HOME = { up: 200 * KIB, down: 1000 * KIB, loss: 0.001 };

/** A small swarm's whole story. */
async function story(seed: number): Promise<string> {
  const simulation = await Simulation.start(seed, { size: 2 * MIB });
  await simulation.join(HOME, () => true);
  const leechers = await Promise.all(
    Array.from({ length: 5 }, () => simulation.join(HOME)),
  );
  const done = () => leechers.every((leecher) => simulation.complete(leecher));
  await simulation.until('complete', done, 120);
  return simulation.trace.text();
}

test('the same seed gives the same run, to the last line of its trace', async () => {
  const [once, again, other] = [await story(7), await story(7), await story(8)];
  expect(again).toBe(once);
  expect(other).not.toBe(once);
});

test('a trace says who met whom, who let whom, and who has what', async () => {
  const lines = (await story(1)).split('\n');
  const missing = [
    /^ +\d+\.\d{3} 81\.0\.0\.\d > 81\.0\.0\.\d handshake$/,
    /> 81\.0\.0\.\d (has all|bitfield, 8 pieces)$/,
    /> 81\.0\.0\.\d unchoke$/,
    /81\.0\.0\.\d has piece \d, 8 in all$/,
    /81\.0\.0\.\d completed$/,
    /> 81\.0\.0\.\d closes, \d+ blocks sent, \d+ got$/,
  ].filter((what) => !lines.some((line) => what.test(line)));
  expect(missing).toEqual([]);
});

test('messages are read however they are cut', () => {
  const bytes = Buffer.concat([
    encodeHandshake({
      reserved: new Uint8Array(8),
      infoHash: new Uint8Array(20),
      peerId: new Uint8Array(20),
    }),
    encodeMessage({ kind: 'bitfield', bits: Uint8Array.of(0xf0, 0x0f) }),
    encodeMessage({ kind: 'keep-alive' }),
    encodeMessage({ kind: 'unchoke' }),
    encodeMessage({ kind: 'have', piece: 0x01020304 }),
    encodeBlock(5, 0, new Uint8Array(1000)),
    encodeMessage({ kind: 'request', piece: 6, begin: 0, length: 16_384 }),
  ]);
  for (const step of [1, 2, 3, 7, 68, 500, bytes.length]) {
    const said: Said[] = [];
    const scanner = new WireScanner((one) => said.push(one));
    for (let at = 0; at < bytes.length; at += step) {
      scanner.push(new Uint8Array(bytes.subarray(at, at + step)));
    }
    expect(said).toEqual([
      { kind: 'handshake' },
      { kind: 'bitfield', bits: Uint8Array.of(0xf0, 0x0f) },
      { kind: 'unchoke' },
      { kind: 'have', piece: 0x01020304 },
      { kind: 'block', piece: 5 },
      { kind: 'request', piece: 6 },
    ]);
  }
});

test.each([
  ['the seeder’s line', 10, [100, 100], 1000, 100],
  ['the slowest way down', 1000, [1000, 1000], 20, 50],
  ['all ways up together', 1000, [0, 0, 0, 0], 1000, 4],
])('the bound is set by %s', (_, up, ups, down, seconds) => {
  const leechers = ups.map((one) => homeLine({ up: one, down }));
  expect(fluidBound(1000, [homeLine({ up })], leechers)).toBe(seconds);
});
