import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';

/*
 * CRX3, as Chrome installs it from elsewhere than its store (crx3.proto of Chromium):
 *
 *   "Cr24", u32 3, u32 length of the header, header, zip file       (little-endian)
 *   header: 2 = { 1: public key, 2: signature }, 10000 = signed data
 *   signed data: { 1: the first 16 bytes of the SHA-256 of the public key }
 *   what is signed (PKCS #1 v1.5 with SHA-256):
 *     "CRX3 SignedData\0", u32 length of the signed data, signed data, zip file
 */

const MAGIC = Buffer.from('Cr24');
const CONTEXT = Buffer.from('CRX3 SignedData\0');
const PROOF = 2;
const SIGNED_DATA = 10_000;

/** @param pem an RSA private key */
export function signedCrx(zip: Uint8Array, pem: string): Uint8Array {
  const publicKey = publicKeyOf(pem);
  const id = createHash('sha256').update(publicKey).digest().subarray(0, 16);
  const signedData = field(1, id);
  const signed = Buffer.concat([CONTEXT, u32(signedData.length), signedData, zip]);
  const proof = Buffer.concat([
    field(1, publicKey),
    field(2, sign('sha256', signed, createPrivateKey(pem))),
  ]);
  const header = Buffer.concat([field(PROOF, proof), field(SIGNED_DATA, signedData)]);
  return Buffer.concat([MAGIC, u32(3), u32(header.length), header, zip]);
}

/** DER, as the `key` of a manifest has it in base64. */
export function publicKeyOf(pem: string): Buffer {
  return createPublicKey(pem).export({ type: 'spki', format: 'der' });
}

/** A protobuf field of bytes. */
function field(number: number, bytes: Uint8Array): Buffer {
  return Buffer.concat([varint((number << 3) | 2), varint(bytes.length), bytes]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 0x80) return Buffer.from([...bytes, rest]);
    bytes.push((rest & 0x7f) | 0x80);
  }
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
