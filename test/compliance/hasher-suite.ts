import type { Hasher } from '../../src/ports/hasher.ts';
import { equal, ok } from './expect.ts';
import { pattern } from './pattern.ts';
import type { Case } from './suite.ts';

interface KnownAnswer {
  readonly text: string;
  readonly sha1: string;
  readonly sha256: string;
}

/** FIPS 180-2, appendices A and B; the empty message from the NIST CAVP vectors. */
const KNOWN_ANSWERS: readonly KnownAnswer[] = [
  {
    text: '',
    sha1: 'da39a3ee5e6b4b0d3255bfef95601890afd80709',
    sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  },
  {
    text: 'abc',
    sha1: 'a9993e364706816aba3e25717850c26c9cd0d89d',
    sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  },
  {
    text: 'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
    sha1: '84983e441c3bd26ebaae4aa1f95129e5e54670f1',
    sha256: '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  },
  {
    text: 'a'.repeat(1_000_000),
    sha1: '34aa973cd4c4daa4f61eeb2bdbad27316534016f',
    sha256: 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0',
  },
];

/** Roots of files whose byte i is 31 i, as libtorrent 2.0.8 makes them (BEP 52). */
const KNOWN_ROOTS: readonly (readonly [size: number, leaves: number, root: string])[] = [
  [1, 1, '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
  [16_384, 1, 'de63d66fe69e92478f8282a17697dd0d961dd69f2f622c019f8d2ed1ef0ee691'],
  [16_385, 2, '8e784bf9c3b1698f0a7339123a58cba190125592da8cb4bb2f9a948cbc2d97d4'],
  [49_152, 4, '84ecc82a850c873c8cd8b09bd91cf72a27066a49f209050bfca720d9ab8739a1'],
  [65_537, 8, 'cea7b424f05636aa74a1ee6d059f9f3fb8a88f9483b1cadd26076a2153f47bfa'],
  // No blocks at all, only padding.
  [0, 1, '0000000000000000000000000000000000000000000000000000000000000000'],
  [0, 4, 'db56114e00fdd4c1f85c892bf35ac9a89289aaecb1ebd0a96cde606a748b5d71'],
];

/** The contract of src/ports/hasher.ts. */
export const hasherSuite: readonly Case<Hasher>[] = [
  {
    name: 'allocates zeros, and digests what is put there',
    run: async (hasher) => {
      const memory = hasher.allocate(100_000);
      equal(memory.length, 100_000);
      ok(
        memory.every((byte) => byte === 0),
        'all zeros',
      );
      const bytes = pattern(100_000, 1);
      memory.set(bytes);
      const digest = await hasher.digest('sha1', [memory.subarray(1, 70_000)]);
      equal(digest, await hasher.digest('sha1', [bytes.slice(1, 70_000)]));
    },
  },
  {
    name: 'gives the known answers',
    run: async (hasher) => {
      for (const { text, sha1, sha256 } of KNOWN_ANSWERS) {
        const bytes = new TextEncoder().encode(text);
        equal(hex(await hasher.digest('sha1', [bytes])), sha1, `SHA-1 of ${text.length}`);
        equal(hex(await hasher.digest('sha256', [bytes])), sha256, 'SHA-256');
      }
    },
  },
  {
    name: 'no chunks at all are the empty message',
    run: async (hasher) => {
      equal(hex(await hasher.digest('sha1', [])), KNOWN_ANSWERS[0]?.sha1);
      equal(hex(await hasher.digest('sha256', [])), KNOWN_ANSWERS[0]?.sha256);
    },
  },
  {
    name: 'chunks count as if they were one, empty ones and views included',
    run: async (hasher) => {
      const whole = pattern(1_000_000, 1);
      const chunks: Uint8Array[] = [new Uint8Array(0)];
      for (
        let at = 0, size = 1;
        at < whole.length;
        at += size, size = (size * 3) % 65_537
      ) {
        chunks.push(whole.subarray(at, at + size), new Uint8Array(0));
      }
      for (const algorithm of ['sha1', 'sha256'] as const) {
        const expected = await hasher.digest(algorithm, [whole]);
        equal(await hasher.digest(algorithm, chunks), expected, algorithm);
      }
    },
  },
  {
    name: 'many digests at once do not mix up',
    run: async (hasher) => {
      const jobs = Array.from({ length: 40 }, (_, i) => pattern(1 + i * 40_000, i));
      const alone: Uint8Array[] = [];
      for (const job of jobs) alone.push(await hasher.digest('sha1', [job]));
      const together = await Promise.all(jobs.map((job) => hasher.digest('sha1', [job])));
      equal(together, alone);
      equal(new Set(together.map(hex)).size, jobs.length, 'different digests');
    },
  },
  {
    name: 'the digest is the caller’s own',
    run: async (hasher) => {
      const first = await hasher.digest('sha1', []);
      first.fill(0);
      const second = await hasher.digest('sha1', []);
      equal(hex(second), KNOWN_ANSWERS[0]?.sha1);
      equal(second.length, 20, 'length');
    },
  },
  {
    name: 'digests each part, the last one shorter, and none of nothing',
    run: async (hasher) => {
      const memory = hasher.allocate(200_001);
      memory.set(pattern(200_001, 3));
      for (const length of [64, 16_384, 200_001, 300_000]) {
        const digests = await hasher.digestEach(memory.subarray(1), length);
        equal(digests.length, Math.ceil(200_000 / length) * 32, 'bytes of digests');
        for (const part of [0, Math.floor(199_999 / length)]) {
          const from = 1 + part * length;
          const chunk = memory.slice(from, from + length);
          const expected = await hasher.digest('sha256', [chunk]);
          equal(digests.slice(part * 32, (part + 1) * 32), expected, `part ${part}`);
        }
      }
      equal((await hasher.digestEach(new Uint8Array(0), 64)).length, 0, 'of nothing');
    },
  },
  {
    name: 'gives the known roots of hash trees',
    run: async (hasher) => {
      for (const [size, leaves, root] of KNOWN_ROOTS) {
        const bytes = hasher.allocate(size);
        for (let at = 0; at < size; at++) bytes[at] = at * 31;
        equal(hex(await hasher.merkleRoot(bytes, leaves)), root, `${size} bytes`);
      }
    },
  },
  {
    name: 'the input is left as it was',
    run: async (hasher) => {
      const bytes = pattern(100_000, 2);
      await hasher.digest('sha256', [bytes.subarray(0, 50_000), bytes.subarray(50_000)]);
      equal(bytes, pattern(100_000, 2));
    },
  },
];

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
