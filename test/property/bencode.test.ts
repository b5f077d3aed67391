import { expect, test } from '@jest/globals';
import oracle from 'bencode';
import fc from 'fast-check';
import { BencodeError } from '../../src/bencode/bencode-error.ts';
import { decode } from '../../src/bencode/decode.ts';
import { type Encodable, encode } from '../../src/bencode/encode.ts';
import type { BencodeValue } from '../../src/bencode/value.ts';
import { decodeLatin1, encodeLatin1 } from '../../src/bytes/text.ts';
import { plain } from './plain.ts';

const key = fc.uint8Array({ maxLength: 4 }).map(decodeLatin1);

/** Values in the very form that `plain` gives them back in. */
const { value: anyValue } = fc.letrec<{ value: Encodable }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.uint8Array({ maxLength: 8 }),
    fc.maxSafeInteger(),
    fc.bigInt({ min: 2n ** 53n, max: 2n ** 64n - 1n }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(fc.tuple(key, tie('value')), { maxLength: 4 })
      .map((pairs) => new Map(pairs)),
  ),
}));

/** Whether each span decodes, alone, to the value that has it. */
function spansHold(value: BencodeValue, input: Uint8Array): boolean {
  const alone = decode(input.slice(value.start, value.end));
  const inner =
    value.kind === 'list'
      ? value.items
      : value.kind === 'dict'
        ? value.entries.values()
        : [];
  expect(plain(alone)).toEqual(plain(value));
  return [...inner].every((child) => spansHold(child, input));
}

test('what was encoded decodes to the same value', () => {
  fc.assert(
    fc.property(anyValue, (value) => {
      expect(plain(decode(encode(value)))).toEqual(value);
    }),
  );
});

test('spans stand for their values', () => {
  fc.assert(
    fc.property(anyValue, (value) => {
      const input = encode(value);
      expect(spansHold(decode(input), input)).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test('whatever decodes, and is canonical, has no other encoding', () => {
  // Mostly the grammar's own characters, so that some of it does decode.
  const grammar = fc.array(
    fc.constantFrom('i', 'l', 'd', 'e', '0', '1', '-', '1:a', '0:'),
  );
  fc.assert(
    fc.property(grammar, (parts) => {
      const input = encodeLatin1(parts.join(''));
      try {
        const value = decode(input);
        if (isCanonical(value)) expect(encode(plain(value))).toEqual(input);
      } catch (error) {
        expect(error).toBeInstanceOf(BencodeError);
      }
    }),
    { numRuns: 2000 },
  );
});

test('bytes of any kind, and encodings with one byte changed, throw nothing else', () => {
  const mutated = fc
    .tuple(anyValue, fc.nat(), fc.nat({ max: 255 }))
    .map(([value, where, byte]) => {
      const input = encode(value);
      input[where % input.length] = byte;
      return input;
    });
  fc.assert(
    fc.property(fc.oneof(mutated, fc.uint8Array({ maxLength: 50 })), (input) => {
      try {
        decode(input);
      } catch (error) {
        expect(error).toBeInstanceOf(BencodeError);
      }
    }),
    { numRuns: 2000 },
  );
});

test('the package "bencode" reads the same where it is right', () => {
  // It loses binary keys and integers beyond a number, so those stay away.
  const { value: tame } = fc.letrec<{ value: Encodable }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.uint8Array({ maxLength: 8 }),
      fc.maxSafeInteger(),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), tie('value'), {
        maxKeys: 4,
        noNullPrototype: true,
      }),
    ),
  }));
  fc.assert(
    fc.property(tame, (value) => {
      const input = encode(value);
      expect(input).toEqual(new Uint8Array(oracle.encode(value)));
      expect(oracle.encode(oracle.decode(input))).toEqual(
        oracle.encode(objects(decode(input))),
      );
    }),
  );
});

function isCanonical(value: BencodeValue): boolean {
  if (value.kind === 'list') return value.items.every(isCanonical);
  return value.kind !== 'dict' || value.isCanonical;
}

/** As the oracle knows values: dictionaries are objects. */
function objects(value: BencodeValue): unknown {
  switch (value.kind) {
    case 'string':
      return value.bytes;
    case 'integer':
      return value.value;
    case 'list':
      return value.items.map(objects);
    case 'dict':
      return Object.fromEntries(
        [...value.entries].map(([name, inner]) => [name, objects(inner)]),
      );
  }
}
