import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { publicKeyOf, signedCrx } from '../../../background/packaging/crx.ts';
import { extensionId } from '../../../background/packaging/extension-id.mjs';

const { privateKey: PEM } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const ZIP = Buffer.from('PK and so on');

/** The fields of a protobuf message that are bytes, by number. */
function fields(message: Buffer): Map<number, Buffer> {
  const found = new Map<number, Buffer>();
  let at = 0;
  const varint = () => {
    for (let value = 0, shift = 0; ; shift += 7) {
      const byte = message[at++]!;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < message.length) {
    const tag = varint();
    const length = varint();
    found.set(tag >> 3, message.subarray(at, at + length));
    at += length;
  }
  return found;
}

test('holds the zip file, and proves by a signature over it whose id it is', () => {
  const crx = Buffer.from(signedCrx(ZIP, PEM));
  expect(crx.toString('latin1', 0, 4)).toBe('Cr24');
  expect(crx.readUInt32LE(4)).toBe(3);
  const headerLength = crx.readUInt32LE(8);
  const header = fields(crx.subarray(12, 12 + headerLength));
  expect(crx.subarray(12 + headerLength)).toEqual(ZIP);

  const signedData = header.get(10_000)!;
  const proof = fields(header.get(2)!);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(signedData.length);
  const signed = Buffer.concat([
    Buffer.from('CRX3 SignedData\0'),
    length,
    signedData,
    ZIP,
  ]);
  const key = proof.get(1)!;
  const publicKey = createPublicKey({ key, format: 'der', type: 'spki' });
  expect(verify('sha256', signed, publicKey, proof.get(2)!)).toBe(true);

  const id = fields(signedData).get(1)!.toString('hex');
  const letters = [...id].map((digit) =>
    String.fromCharCode(97 + Number.parseInt(digit, 16)),
  );
  expect(letters.join('')).toBe(extensionId(publicKeyOf(PEM).toString('base64')));
});
