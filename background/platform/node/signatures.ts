import {
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import type { Signatures } from '../../../src/ports/signatures.ts';

/** What stands before the seed and the public key in their documents (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const KEY_LENGTH = 32;

/** Signatures by OpenSSL, on the calling thread: one takes less than handing it over would. */
export class NodeSignatures implements Signatures {
  async verify(
    publicKey: Uint8Array,
    signature: Uint8Array,
    message: Uint8Array,
  ): Promise<boolean> {
    if (publicKey.length !== KEY_LENGTH) return false;
    try {
      const key = Buffer.concat([SPKI, publicKey]);
      const object = createPublicKey({ key, format: 'der', type: 'spki' });
      return verify(null, message, object, signature);
    } catch {
      return false;
    }
  }

  async sign(seed: Uint8Array, message: Uint8Array): Promise<Uint8Array> {
    return new Uint8Array(sign(null, message, privateKey(seed)));
  }

  async publicKey(seed: Uint8Array): Promise<Uint8Array> {
    const document = createPublicKey(privateKey(seed)).export({
      format: 'der',
      type: 'spki',
    });
    return new Uint8Array(document.subarray(SPKI.length));
  }
}

function privateKey(seed: Uint8Array): KeyObject {
  if (seed.length !== KEY_LENGTH) throw new RangeError('a seed has 32 bytes');
  const key = Buffer.concat([PKCS8, seed]);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}
