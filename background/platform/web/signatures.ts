import type { Signatures } from '../../../src/ports/signatures.ts';

const NAME = 'Ed25519';
/** What a PKCS #8 document has before the seed (RFC 8410, section 7). */
const PKCS8 = [48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32];
const SEED_LENGTH = 32;

/** Signatures by the browser's own means, which Chrome has from 137 on. */
export class WebSignatures implements Signatures {
  private constructor() {}

  /** undefined where the browser does not know Ed25519. */
  static async create(): Promise<WebSignatures | undefined> {
    try {
      const signatures = new WebSignatures();
      await signatures.publicKey(new Uint8Array(SEED_LENGTH));
      return signatures;
    } catch {
      return undefined;
    }
  }

  async verify(
    publicKey: Uint8Array,
    signature: Uint8Array,
    message: Uint8Array,
  ): Promise<boolean> {
    try {
      const raw = new Uint8Array(publicKey);
      const key = await crypto.subtle.importKey('raw', raw, NAME, false, ['verify']);
      const made = new Uint8Array(signature);
      return await crypto.subtle.verify(NAME, key, made, new Uint8Array(message));
    } catch {
      return false;
    }
  }

  async sign(seed: Uint8Array, message: Uint8Array): Promise<Uint8Array> {
    const signature = await crypto.subtle.sign(
      NAME,
      await privateKey(seed, false),
      new Uint8Array(message),
    );
    return new Uint8Array(signature);
  }

  async publicKey(seed: Uint8Array): Promise<Uint8Array> {
    const { x } = await crypto.subtle.exportKey('jwk', await privateKey(seed, true));
    if (x === undefined) throw new TypeError('a private key without its public one');
    const text = atob(x.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(text, (character) => character.charCodeAt(0));
  }
}

/** WebCrypto takes a seed only within a document. */
function privateKey(seed: Uint8Array, extractable: boolean): Promise<CryptoKey> {
  if (seed.length !== SEED_LENGTH) throw new RangeError('a seed has 32 bytes');
  const document = Uint8Array.of(...PKCS8, ...seed);
  return crypto.subtle.importKey('pkcs8', document, NAME, extractable, ['sign']);
}
