import { describe, expect, test } from '@jest/globals';
import { encode } from '../../../../src/bencode/encode.ts';
import { fromHex, toHex } from '../../../../src/bytes/hex.ts';
import { decodeLatin1, encodeLatin1 } from '../../../../src/bytes/text.ts';
import type { DhtItem } from '../../../../src/dht/item-store.ts';
import { checkForm } from '../../../../src/dht/items/check-form.ts';
import { itemTarget, mutableTarget } from '../../../../src/dht/items/item-target.ts';
import { immutableItem, signItem } from '../../../../src/dht/items/make-item.ts';
import { signedBytes } from '../../../../src/dht/items/signed-bytes.ts';
import { verifyItem } from '../../../../src/dht/items/verify-item.ts';
import { readVectors } from '../../../support/vectors.ts';
import { CHECKS, version } from './sample.ts';

interface Bep44Vector {
  readonly v_bencoded: string;
  readonly target: string;
  readonly seq?: number;
  readonly salt?: string | null;
  readonly sign_buffer?: string;
  readonly public_key?: string;
  readonly signature?: string;
}

interface Bep46Vector {
  readonly public_key: string;
  readonly salt_hex: string;
  readonly target: string;
}

const { bep44, bep46 } = readVectors<{
  bep44: { cases: Bep44Vector[] };
  bep46: { cases: Bep46Vector[] };
}>('dht-items.json');

function itemOf({ v_bencoded, seq, salt, public_key, signature }: Bep44Vector): DhtItem {
  return {
    value: encodeLatin1(v_bencoded),
    ...(public_key && { key: fromHex(public_key)! }),
    ...(signature && { signature: fromHex(signature)! }),
    ...(seq !== undefined && { seq }),
    ...(salt && { salt: encodeLatin1(salt) }),
  };
}

describe.each(bep44.cases)('of the known answer $target', (vector) => {
  const item = itemOf(vector);
  const target = fromHex(vector.target)!;

  test('the target is as it says', async () => {
    expect(toHex(await itemTarget(item, CHECKS.hasher))).toBe(vector.target);
  });

  if (vector.sign_buffer) {
    test('what is signed is as it says', () => {
      expect(decodeLatin1(signedBytes(item))).toBe(vector.sign_buffer);
    });
  }

  test('the item is verified, and not under another target', async () => {
    expect(await verifyItem(item, target, CHECKS)).toBe(true);
    expect(await verifyItem(item, new Uint8Array(20), CHECKS)).toBe(false);
  });

  test('it is not verified when anything in it was changed', async () => {
    const changes: Partial<DhtItem>[] = [{ value: encode('Hello World?') }];
    if (item.key) {
      changes.push({ seq: 2 }, { salt: encodeLatin1('other') });
      changes.push({ signature: new Uint8Array(64) }, { key: new Uint8Array(32) });
    }
    for (const change of changes) {
      expect(await verifyItem({ ...item, ...change }, target, CHECKS)).toBe(false);
    }
  });
});

test.each(bep46.cases)('a key and salt have the target $target', async (vector) => {
  const { public_key, salt_hex, target } = vector;
  const [key, salt] = [fromHex(public_key)!, fromHex(salt_hex)!];
  expect(toHex(await mutableTarget(key, salt, CHECKS.hasher))).toBe(target);
});

test('sequence numbers of 63 bits are signed to the last digit', async () => {
  const item = await version(2n ** 63n - 1n);
  expect(decodeLatin1(signedBytes(item))).toContain('3:seqi9223372036854775807e');
  const target = await itemTarget(item, CHECKS.hasher);
  expect(await verifyItem(item, target, CHECKS)).toBe(true);
  const beside = { ...item, seq: 2n ** 63n - 2n };
  expect(await verifyItem(beside, target, CHECKS)).toBe(false);
});

test('without signatures no mutable item is believed, and any immutable one', async () => {
  const checks = { ...CHECKS, signatures: undefined };
  const mutable = await version(1);
  const immutable = immutableItem('x');
  const verdicts = [mutable, immutable].map(async (item) =>
    verifyItem(item, await itemTarget(item, CHECKS.hasher), checks),
  );
  expect(await Promise.all(verdicts)).toEqual([false, true]);
});

const bytes = (length: number) => new Uint8Array(length);

test.each<readonly [string, number | undefined, Partial<DhtItem>]>([
  ['a value of 1,000 bytes', undefined, { value: encode(bytes(996)) }],
  ['a value of 1,001 bytes', 205, { value: encode(bytes(997)) }],
  ['a salt of 64 bytes', undefined, { salt: bytes(64) }],
  ['a salt of 65 bytes', 207, { salt: bytes(65) }],
  ['a key of 31 bytes', 203, { key: bytes(31) }],
  ['a signature of 63 bytes', 206, { signature: bytes(63) }],
  ['the sequence number 0', undefined, { seq: 0 }],
  ['a sequence number below 0', 203, { seq: -1 }],
  ['a sequence number of 64 bits', 203, { seq: 2n ** 63n }],
])('%s is answered with %p', async (_, code, change) => {
  expect(checkForm({ ...(await version(1)), ...change })?.code).toBe(code);
});

test.each([
  ['', 203],
  ['x', 203],
  ['i1ei2e', 203],
  ['1:', 203],
  ['i01e', 203],
  ['i-0e', 203],
  ['d1:bi1e1:ai2ee', 203],
  ['ld1:bi1e1:ai2eee', 203],
  ['lld1:bi1e1:ai2eeee', 203],
  ['d1:ad1:bi1e1:ai2eee', 203],
  ['d1:ai1e1:ai2ee', 203],
  ['l'.repeat(65) + 'e'.repeat(65), 203],
  ['l'.repeat(64) + 'e'.repeat(64), undefined],
  ['d1:ai1e1:bld1:ai2e1:bi3eeee', undefined],
  ['i-1e', undefined],
  ['0:', undefined],
])('the value %s is answered with %p', (text, code) => {
  expect(checkForm({ value: encodeLatin1(text) })?.code).toBe(code);
});

test('what no node would take is not made', async () => {
  expect(() => immutableItem(bytes(1000))).toThrow(RangeError);
  await expect(version(-1)).rejects.toThrow(RangeError);
  await expect(version(1, 'x', bytes(65))).rejects.toThrow(RangeError);
  const { signatures } = CHECKS;
  await expect(signItem({ value: 'x', seq: 1 }, bytes(64), signatures!)).rejects.toThrow(
    RangeError,
  );
});

test('an empty salt is none', async () => {
  const salted = await version(1, 'x', bytes(0));
  expect(salted).toEqual(await version(1, 'x'));
  expect(salted.salt).toBeUndefined();
});
