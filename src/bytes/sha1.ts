const BLOCK = 64;
/** Bytes in the last block for the length of the message. */
const LENGTH_BYTES = 8;

/**
 * SHA-1 (RFC 3174) of something short, such as an address, where waiting for the host's
 * hasher would cost more than the hash. 20 bytes.
 */
export function sha1(message: Uint8Array): Uint8Array {
  const blocks = Math.ceil((message.length + 1 + LENGTH_BYTES) / BLOCK);
  const padded = new Uint8Array(blocks * BLOCK);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 4, message.length * 8);
  const hash = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  const words = new Int32Array(80);
  for (let at = 0; at < padded.length; at += BLOCK) {
    for (let t = 0; t < 16; t++) words[t] = view.getInt32(at + 4 * t);
    mix(hash, words);
  }
  const digest = new Uint8Array(20);
  const out = new DataView(digest.buffer);
  for (let at = 0; at < 5; at++) out.setInt32(4 * at, hash[at]!);
  return digest;
}

function mix(hash: number[], words: Int32Array): void {
  for (let t = 16; t < 80; t++) {
    words[t] = left(words[t - 3]! ^ words[t - 8]! ^ words[t - 14]! ^ words[t - 16]!, 1);
  }
  let [a, b, c, d, e] = hash as [number, number, number, number, number];
  for (let t = 0; t < 80; t++) {
    const next = (left(a, 5) + choose(t, b, c, d) + e + words[t]!) | 0;
    e = d;
    d = c;
    c = left(b, 30);
    b = a;
    a = next;
  }
  [a, b, c, d, e].forEach((value, at) => {
    hash[at] = (hash[at]! + value) | 0;
  });
}

/** The function of turn `t`, and its constant. */
function choose(t: number, b: number, c: number, d: number): number {
  if (t < 20) return ((b & c) | (~b & d)) + 0x5a827999;
  if (t < 40) return (b ^ c ^ d) + 0x6ed9eba1;
  if (t < 60) return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
  return (b ^ c ^ d) + 0xca62c1d6;
}

function left(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}
