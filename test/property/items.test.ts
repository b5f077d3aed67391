import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { NodeSignatures } from '../../background/platform/node/signatures.ts';
import { decode } from '../../src/bencode/decode.ts';
import { encode } from '../../src/bencode/encode.ts';
import { equal } from '../../src/bytes/equal.ts';
import { decodeLatin1, encodeLatin1 } from '../../src/bytes/text.ts';
import { BloomFilter } from '../../src/dht/bloom-filter.ts';
import type { DhtItem } from '../../src/dht/item-store.ts';
import { isCanonical } from '../../src/dht/items/is-canonical.ts';
import { itemTarget } from '../../src/dht/items/item-target.ts';
import { signItem } from '../../src/dht/items/make-item.ts';
import { NewestItem } from '../../src/dht/items/newest-item.ts';
import { StoredItems } from '../../src/dht/items/stored-items.ts';
import { type ItemChecks, verifyItem } from '../../src/dht/items/verify-item.ts';
import { InputError } from '../../src/errors/input-error.ts';
import { parseLink } from '../../src/metainfo/magnet.ts';
import { publishedHash } from '../../src/torrent/published-hash.ts';
import { nodeSha } from '../support/node-sha.ts';
import { Mutations } from './mutations.ts';
import { plain } from './plain.ts';

const CHECKS: ItemChecks = { hasher: nodeSha, signatures: new NodeSignatures() };

const seeds = [
  'd1:ad1:bi1e1:ci2ee1:dl1:e1:fee',
  'ld1:bi1e1:ai2eee',
  'd2:ih20:aaaaaaaaaaaaaaaaaaaa1:xi-5ee',
  'i01e',
  '5:hello',
].map(encodeLatin1);

test('a value is canonical exactly when it is what its contents encode to', () => {
  const mutations = new Mutations(seeds, 5);
  let canonical = 0;
  for (let run = 0; run < 30_000; run++) {
    const bytes = mutations.next();
    let again: Uint8Array | undefined;
    try {
      again = encode(plain(decode(bytes)));
    } catch {
      again = undefined;
    }
    const same = again !== undefined && equal(again, bytes);
    if (isCanonical(bytes) !== same) {
      throw new Error(`${decodeLatin1(bytes)} is taken for ${!same}`);
    }
    if (same) canonical++;
  }
  expect(canonical).toBeGreaterThan(1000);
});

test('any bytes name a torrent of 20 bytes, or none', () => {
  const mutations = new Mutations(seeds, 7);
  let named = 0;
  for (let run = 0; run < 20_000; run++) {
    const hash = publishedHash(mutations.next());
    if (hash) named++;
    expect(hash?.length ?? 20).toBe(20);
  }
  expect(named).toBeGreaterThan(100);
});

test('any text is a link with a hash or a publisher, or refused by an InputError', () => {
  const key = 'ab'.repeat(32);
  const part = fc.oneof(
    fc.constantFrom('xs=', 'xt=', 's=', 'urn:btpk:', 'urn:btih:', key, '6e', '&', '%41'),
    fc.constantFrom(`&xs=urn:btpk:${key}`, `&xt=urn:btih:${key.slice(24)}`, '&s=6e'),
    fc.string({ maxLength: 3 }),
  );
  let published = 0;
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      try {
        const { hashes, publisher } = parseLink(`magnet:?${parts.join('')}`);
        expect(hashes ?? publisher).toBeDefined();
        expect(publisher?.key.length ?? 32).toBe(32);
        expect(publisher?.salt.length ?? 0).toBeLessThanOrEqual(64);
        if (publisher) published++;
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
      }
    }),
    { numRuns: 3000, seed: 1 },
  );
  expect(published).toBeGreaterThan(100);
});

/** Three versions each of three publishers' items, signed; and of each a forgery. */
const versions: DhtItem[] = [];
for (const publisher of [1, 2, 3]) {
  const seed = new Uint8Array(32).fill(publisher);
  for (const seq of [1, 2, 3]) {
    versions.push(await signItem({ value: `v${seq}`, seq }, seed, CHECKS.signatures!));
  }
}
const forged: DhtItem[] = versions.map((item) => ({
  ...item,
  seq: Number(item.seq) + 10,
}));
const targets = await Promise.all(
  versions.map((item) => itemTarget(item, CHECKS.hasher)),
);

test('of answers in any order, forged ones among them, the newest true one is found', async () => {
  const answers = fc.array(fc.constantFrom(...versions, ...forged), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(answers, async (given) => {
      const newest = new NewestItem(targets[0]!, undefined, CHECKS);
      for (const answer of given) {
        const isTrue = versions.slice(0, 3).includes(answer);
        expect(await newest.add(answer)).toBe(isTrue);
      }
      const own = given.filter((answer) => versions.slice(0, 3).includes(answer));
      const highest = Math.max(0, ...own.map(({ seq }) => Number(seq)));
      expect(Number(newest.item?.seq ?? 0)).toBe(highest);
    }),
    { numRuns: 60 },
  );
});

test('whatever is put, what is got is true, no older than before, and bounded', async () => {
  const put = fc.record({
    item: fc.constantFrom(...versions, ...forged),
    cas: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
    from: fc.constantFrom(Uint8Array.of(1, 0, 0, 1), Uint8Array.of(1, 0, 0, 2)),
    wait: fc.constantFrom(0, 0, 0, 50 * 60_000),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(put, { maxLength: 15 }), async (puts) => {
      const store = new StoredItems(CHECKS, 2);
      let now = 0;
      for (const { item, cas, from, wait } of puts) {
        now += wait;
        const at = (versions.indexOf(item) + 1 || forged.indexOf(item) + 1) - 1;
        const before = store.get(targets[at]!, now);
        const refusal = await store.put(item, cas, now, from);
        const after = store.get(targets[at]!, now);
        expect(store.size).toBeLessThanOrEqual(2);
        if (refusal) expect(after).toEqual(before);
        else expect(after).toEqual(item);
        if (!after) continue;
        expect(Number(after.seq)).toBeGreaterThanOrEqual(Number(before?.seq ?? 0));
        expect(await verifyItem(after, targets[at]!, CHECKS)).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
});

test('filters of parts, merged, are the filter of the whole', () => {
  const digests = fc.array(fc.uint8Array({ minLength: 20, maxLength: 20 }), {
    maxLength: 50,
  });
  fc.assert(
    fc.property(digests, digests, (some, others) => {
      const filter = (given: readonly Uint8Array[]) => {
        const made = BloomFilter.empty();
        for (const digest of given) made.insert(digest);
        return made;
      };
      const merged = filter(some);
      merged.merge(filter(others));
      expect(merged.bytes).toEqual(filter([...others, ...some]).bytes);
      expect(merged.estimate()).toBeGreaterThanOrEqual(filter(some).estimate());
    }),
  );
});
