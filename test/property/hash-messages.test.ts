import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { concat } from '../../src/bytes/concat.ts';
import { ProtocolError } from '../../src/errors/protocol-error.ts';
import { answerLength } from '../../src/merkle/tree-shape.ts';
import { PeerWireDecoder } from '../../src/protocol/peer-wire/decoder.ts';
import { encodeMessage } from '../../src/protocol/peer-wire/encode.ts';
import type { HashRange } from '../../src/protocol/peer-wire/message.ts';
import { knownTrees } from '../support/sim/known-trees.ts';
import { memoryHashTree } from '../support/sim/memory-hash-tree.ts';
import { memoryTorrent } from '../support/sim/memory-torrent.ts';

const torrent = memoryTorrent({ sizes: 500_000, pieceLength: 32_768, version: 'v2' });
const { root } = memoryHashTree(torrent.content, torrent.pieceLength);

const uint32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
/** Mostly what could be. */
const likely = <T>(value: fc.Arbitrary<T>, ...others: fc.Arbitrary<T>[]) =>
  fc.oneof({ arbitrary: value, weight: 9 }, ...others);
const power = (most: number) => fc.nat(most).map((exponent) => 2 ** exponent);
const range: fc.Arbitrary<HashRange> = fc.record({
  root: likely(fc.constant(root), hash),
  baseLayer: likely(fc.nat(4), uint32),
  index: likely(fc.constant(0), power(5), fc.nat(40), uint32),
  length: likely(power(3), uint32),
  proofLayers: likely(fc.nat(4), uint32),
});

test('any hash request is answered in full, or rejected', async () => {
  const answer = knownTrees(torrent);
  let answered = 0;
  const property = fc.asyncProperty(range, async (asked) => {
    const hashes = await answer(asked);
    if (!hashes) return;
    expect(hashes).toHaveLength(answerLength(asked));
    answered++;
  });
  await fc.assert(property, { numRuns: 3000 });
  expect(answered).toBeGreaterThan(200);
});

test('hash messages of any bytes are read, or refused by a ProtocolError', () => {
  const hashes = fc.uint8Array({ maxLength: 200 });
  const kinds = fc.constantFrom('hash-request', 'hashes', 'hash-reject');
  const sent = fc.array(
    fc
      .tuple(kinds, range, hashes)
      .map(([kind, asked, more]) => encodeMessage({ ...asked, kind, hashes: more })),
    { maxLength: 4 },
  );
  const flips = fc.array(fc.tuple(fc.nat(300), fc.integer({ min: 1, max: 255 })), {
    maxLength: 2,
  });
  let heard = 0;
  const property = fc.property(sent, flips, (messages, changes) => {
    const bytes = concat(messages);
    for (const [at, change] of changes) if (at < bytes.length) bytes[at]! ^= change;
    const sink = {
      message: () => heard++,
      beginBlock: () => undefined,
      endBlock: () => {},
    };
    try {
      new PeerWireDecoder(sink, 100).push(bytes);
    } catch (error) {
      expect(error).toBeInstanceOf(ProtocolError);
    }
  });
  fc.assert(property, { numRuns: 3000 });
  expect(heard).toBeGreaterThan(1000);
});
