import type { Signatures } from '../../src/ports/signatures.ts';
import { equal, ok } from './expect.ts';
import { pattern } from './pattern.ts';
import type { Case } from './suite.ts';

interface KnownAnswer {
  readonly seed: string;
  readonly publicKey: string;
  readonly message: string;
  readonly signature: string;
}

/** RFC 8032, section 7.1, tests 1 to 3. */
const KNOWN_ANSWERS: readonly KnownAnswer[] = [
  {
    seed: '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    publicKey: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    message: '',
    signature:
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155' +
      '5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  },
  {
    seed: '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    publicKey: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    message: '72',
    signature:
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da' +
      '085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  },
  {
    seed: 'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
    publicKey: 'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    message: 'af82',
    signature:
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac' +
      '18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  },
];

/** BEP 44's test vectors: made with an expanded private key, whose seed nobody tells. */
const BEP44_KEY = '77ff84905a91936367c01360803104f92432fcd904a43511876df5cdf3e7e548';
const BEP44_SIGNED: readonly (readonly [message: string, signature: string])[] = [
  [
    '3:seqi1e1:v12:Hello World!',
    '305ac8aeb6c9c151fa120f120ea2cfb923564e11552d06a5d856091e5e853cff' +
      '1260d3f39e4999684aa92eb73ffd136e6f4f3ecbfda0ce53a1608ecd7ae21f01',
  ],
  [
    '4:salt6:foobar3:seqi1e1:v12:Hello World!',
    '6834284b6b24c3204eb2fea824d82f88883a3d95e8b4a21b8c0ded553d17d17d' +
      'df9a8a7104b1258f30bed3787e6cb896fca78c58f8e03b5f18f14951a87d9a08',
  ],
];

/** The order of the curve's base point, lowest byte first (RFC 8032, section 5.1). */
const ORDER = bytes('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010');

/** The contract of src/ports/signatures.ts. */
export const signaturesSuite: readonly Case<Signatures>[] = [
  {
    name: 'gives the known public keys and signatures',
    run: async (signatures) => {
      for (const { seed, publicKey, message, signature } of KNOWN_ANSWERS) {
        equal(await signatures.publicKey(bytes(seed)), bytes(publicKey), 'public key');
        const signed = await signatures.sign(bytes(seed), bytes(message));
        equal(signed, bytes(signature), 'signature');
      }
    },
  },
  {
    name: 'knows the signatures that others made',
    run: async (signatures) => {
      for (const { publicKey, message, signature } of KNOWN_ANSWERS) {
        const verdict = signatures.verify(
          bytes(publicKey),
          bytes(signature),
          bytes(message),
        );
        ok(await verdict, `the signature of ${message}`);
      }
      for (const [message, signature] of BEP44_SIGNED) {
        const signed = new TextEncoder().encode(message);
        const verdict = signatures.verify(bytes(BEP44_KEY), bytes(signature), signed);
        ok(await verdict, `the signature of ${message}`);
      }
    },
  },
  {
    name: 'what was signed is verified, up to 1,200 bytes, views included',
    run: async (signatures) => {
      const seed = pattern(33, 1).subarray(1);
      const publicKey = await signatures.publicKey(seed);
      for (const length of [0, 1, 63, 64, 65, 1200]) {
        const message = pattern(length + 7, length).subarray(7);
        const signature = await signatures.sign(seed, message);
        equal(signature.length, 64, 'length');
        ok(await signatures.verify(publicKey, signature, message), `${length} bytes`);
      }
    },
  },
  {
    name: 'refuses what was changed by one bit',
    run: async (signatures) => {
      const seed = pattern(32, 2);
      const message = pattern(100, 3);
      const publicKey = await signatures.publicKey(seed);
      const signature = await signatures.sign(seed, message);
      for (const bit of [0, 7, 100, 255, 300, 511]) {
        const verdict = signatures.verify(publicKey, flipped(signature, bit), message);
        ok(!(await verdict), `bit ${bit} of the signature`);
      }
      for (const bit of [0, 799]) {
        const verdict = signatures.verify(publicKey, signature, flipped(message, bit));
        ok(!(await verdict), `bit ${bit} of the message`);
      }
      for (const bit of [0, 255]) {
        const verdict = signatures.verify(flipped(publicKey, bit), signature, message);
        ok(!(await verdict), `bit ${bit} of the key`);
      }
    },
  },
  {
    name: 'a signature has no second form',
    run: async (signatures) => {
      const { publicKey, message, signature } = KNOWN_ANSWERS[1]!;
      // S + L means the same number to who does not look (RFC 8032, section 5.1.7).
      const second = bytes(signature);
      let carry = 0;
      for (let at = 0; at < 32; at++) {
        const sum = second[32 + at]! + ORDER[at]! + carry;
        second[32 + at] = sum & 0xff;
        carry = sum >> 8;
      }
      ok(!(await signatures.verify(bytes(publicKey), second, bytes(message))), 'refused');
    },
  },
  {
    name: 'of what is no key or no signature it says no',
    run: async (signatures) => {
      const { publicKey, message, signature } = KNOWN_ANSWERS[1]!;
      for (const length of [0, 31, 33, 64]) {
        const key = pattern(length, 4);
        const verdict = signatures.verify(key, bytes(signature), bytes(message));
        ok(!(await verdict), `a key of ${length} bytes`);
      }
      for (const length of [0, 32, 63, 65, 128]) {
        const made = new Uint8Array(length);
        made.set(bytes(signature).subarray(0, length));
        const verdict = signatures.verify(bytes(publicKey), made, bytes(message));
        ok(!(await verdict), `a signature of ${length} bytes`);
      }
      // No point of the curve has this y (2 in its field).
      const nowhere = new Uint8Array(32).fill(2, 0, 1);
      ok(!(await signatures.verify(nowhere, bytes(signature), bytes(message))), 'point');
    },
  },
  {
    name: 'takes no seed of another length',
    run: async (signatures) => {
      for (const length of [0, 31, 33, 64]) {
        for (const call of [
          () => signatures.publicKey(new Uint8Array(length)),
          () => signatures.sign(new Uint8Array(length), new Uint8Array(1)),
        ]) {
          const outcome = await call().then(
            () => 'taken',
            (error) => error instanceof RangeError,
          );
          equal(outcome, true, `a seed of ${length} bytes`);
        }
      }
    },
  },
  {
    name: 'many at once do not mix up, and leave their input as it was',
    run: async (signatures) => {
      const verdicts = await Promise.all(
        Array.from({ length: 40 }, async (_, at) => {
          const seed = pattern(32, at);
          const message = pattern(50, at);
          const publicKey = await signatures.publicKey(seed);
          const signature = await signatures.sign(seed, message);
          equal([seed, message], [pattern(32, at), pattern(50, at)], 'input');
          const signed = at % 2 === 0 ? message : pattern(50, at + 1);
          return signatures.verify(publicKey, signature, signed);
        }),
      );
      equal(
        verdicts,
        verdicts.map((_, at) => at % 2 === 0),
      );
    },
  },
];

function bytes(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, at) =>
    Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16),
  );
}

function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = bytes.slice();
  copy[bit >> 3]! ^= 1 << (bit & 7);
  return copy;
}
