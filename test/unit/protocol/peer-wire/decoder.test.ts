import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { concat } from '../../../../src/bytes/concat.ts';
import { ProtocolError } from '../../../../src/errors/protocol-error.ts';
import {
  PeerWireDecoder,
  type PeerWireSink,
} from '../../../../src/protocol/peer-wire/decoder.ts';
import { encodeBlock, encodeMessage } from '../../../../src/protocol/peer-wire/encode.ts';
import type { PeerMessage } from '../../../../src/protocol/peer-wire/message.ts';
import { readVectors } from '../../../support/vectors.ts';

type Heard =
  | PeerMessage
  | { kind: 'block'; piece: number; begin: number; data: Uint8Array };

const wire = readVectors<{ cases: { name: string; hex?: string }[] }>(
  'wire-messages.json',
);

/** Writes down all that is decoded. */
function listen(): { heard: Heard[]; sink: PeerWireSink } {
  const heard: Heard[] = [];
  let target = new Uint8Array();
  const sink: PeerWireSink = {
    message: (message) => heard.push(structuredClone(message)),
    beginBlock: (_piece, _begin, length) => {
      target = new Uint8Array(length);
      return target;
    },
    endBlock: (piece, begin) => heard.push({ kind: 'block', piece, begin, data: target }),
  };
  return { heard, sink };
}

const uint32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const bytes = (max: number) => fc.uint8Array({ minLength: 1, maxLength: max });
const range = { piece: uint32, begin: uint32, length: uint32 };
const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
const hashes = fc.array(hash, { maxLength: 4 }).map((list) => concat(list));
const hashRange = {
  root: hash,
  baseLayer: uint32,
  index: uint32,
  length: uint32,
  proofLayers: uint32,
};
const message: fc.Arbitrary<Heard> = fc.oneof(
  fc.record({
    kind: fc.constantFrom(
      'keep-alive' as const,
      'choke' as const,
      'unchoke' as const,
      'interested' as const,
      'not-interested' as const,
      'have-all' as const,
      'have-none' as const,
    ),
  }),
  fc.record({
    kind: fc.constantFrom('have' as const, 'suggest' as const, 'allowed-fast' as const),
    piece: uint32,
  }),
  fc.record({ kind: fc.constant('bitfield' as const), bits: bytes(40) }),
  fc.record({
    kind: fc.constantFrom('request' as const, 'cancel' as const, 'reject' as const),
    ...range,
  }),
  fc.record({ kind: fc.constant('port' as const), port: fc.nat(65535) }),
  fc.record({
    kind: fc.constant('extended' as const),
    id: fc.nat(255),
    payload: bytes(90),
  }),
  fc.record({
    kind: fc.constantFrom('hash-request' as const, 'hash-reject' as const),
    ...hashRange,
  }),
  fc.record({ kind: fc.constant('hashes' as const), ...hashRange, hashes }),
  fc.record({
    kind: fc.constant('block' as const),
    piece: uint32,
    begin: uint32,
    data: bytes(300),
  }),
);

function encode(heard: Heard): Uint8Array {
  return heard.kind === 'block'
    ? encodeBlock(heard.piece, heard.begin, heard.data)
    : encodeMessage(heard);
}

test('decodes what was encoded, however the bytes are cut', () => {
  fc.assert(
    fc.property(
      fc.array(message),
      fc.array(fc.integer({ min: 1, max: 50 })),
      (sent, cuts) => {
        const { heard, sink } = listen();
        const decoder = new PeerWireDecoder(sink, 40);
        const stream = Uint8Array.from(sent.flatMap((one) => [...encode(one)]));
        let at = 0;
        for (let cut = 0; at < stream.length; cut++) {
          const part = cuts.length > 0 ? cuts[cut % cuts.length]! : stream.length;
          decoder.push(stream.slice(at, at + part));
          at += part;
        }
        expect(heard).toEqual(sent);
      },
    ),
  );
});

test('throws nothing but ProtocolError at whatever comes', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 })), (chunks) => {
      const decoder = new PeerWireDecoder(listen().sink, 40);
      try {
        for (const chunk of chunks) decoder.push(chunk);
      } catch (error) {
        expect(error).toBeInstanceOf(ProtocolError);
      }
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['a length over what any message has', [0x7f, 0, 0, 0, 20], 'message-too-long'],
  ['a choke with a payload', [0, 0, 0, 2, 0, 0], 'message-too-long'],
  ['a have without its piece', [0, 0, 0, 1, 4], 'bad-message'],
  ['a bitfield longer than the torrent', [0, 0, 0, 42, 5], 'message-too-long'],
  ['a block over 16 KiB', [0, 0, 0x40, 0x0a, 7], 'message-too-long'],
  ['a block without data', [0, 0, 0, 9, 7], 'bad-message'],
  ['a hash request without its numbers', [0, 0, 0, 33, 21], 'bad-message'],
  ['hashes of 31 bytes', [0, 0, 0, 0x50, 22], 'bad-message'],
  ['more hashes than anyone asks for', [0, 1, 0, 0x31, 22], 'message-too-long'],
  ['an unknown id', [0, 0, 0, 1, 99], 'bad-message'],
])('refuses %s before its payload comes', (_name, received, code) => {
  const decoder = new PeerWireDecoder(listen().sink, 40);
  expect(() => decoder.push(Uint8Array.from(received))).toThrow(
    expect.objectContaining({ code }),
  );
});

test('takes memory for what came of a message, not for what was announced', () => {
  const before = process.memoryUsage().arrayBuffers;
  const decoders = Array.from({ length: 500 }, () => {
    const decoder = new PeerWireDecoder(listen().sink, 40);
    decoder.push(Uint8Array.from([0, 2, 0, 0, 20, 1, 2, 3]));
    return decoder;
  });
  expect(decoders.every(({ midway }) => midway)).toBe(true);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(5 << 20);
});

test('skips the rest of a block whose place was taken back', () => {
  const target = new Uint8Array(4);
  let ended = 0;
  const decoder = new PeerWireDecoder(
    { message: () => {}, beginBlock: () => target, endBlock: () => ended++ },
    1,
  );
  const block = encodeBlock(0, 0, Uint8Array.of(1, 2, 3, 4));
  decoder.push(block.subarray(0, 15));
  decoder.skipBlock();
  decoder.push(block.subarray(15));
  expect([...target]).toEqual([1, 2, 0, 0]);
  expect(ended).toBe(1);
});

test.each(wire.cases.filter(({ hex }) => hex?.startsWith('00000031')))(
  'reads and writes the known $name',
  ({ hex }) => {
    const { heard, sink } = listen();
    const known = Uint8Array.from(Buffer.from(hex!, 'hex'));
    new PeerWireDecoder(sink, 1).push(known);
    const [message] = heard as PeerMessage[];
    expect(message).toMatchObject({
      root: new Uint8Array(32),
      length: 2,
      proofLayers: 0,
    });
    expect(encodeMessage(message!)).toEqual(known);
  },
);
