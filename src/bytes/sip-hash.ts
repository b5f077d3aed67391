/**
 * SipHash-2-4 (Aumasson and Bernstein, 2012): a hash that nobody predicts without the key.
 * Words of 64 bits are kept as two of 32, the low one first.
 */
const state = new Int32Array(8);

/** 8 bytes. `key`: 16 bytes. */
export function sipHash(key: Uint8Array, message: Uint8Array): Uint8Array {
  const words = new Int32Array(4);
  for (let at = 0; at < 4; at++) words[at] = word(key, 4 * at);
  initialize(words);
  const whole = message.length - (message.length % 8);
  for (let at = 0; at < whole; at += 8) {
    absorb(word(message, at), word(message, at + 4));
  }
  const last = new Uint8Array(8);
  last.set(message.subarray(whole));
  last[7] = message.length & 0xff;
  absorb(word(last, 0), word(last, 4));
  state[V2]! ^= 0xff;
  for (let turn = 0; turn < 4; turn++) round();
  const hash = new Uint8Array(8);
  const view = new DataView(hash.buffer);
  view.setInt32(0, state[V0]! ^ state[V1]! ^ state[V2]! ^ state[V3]!, true);
  view.setInt32(
    4,
    state[V0 + 1]! ^ state[V1 + 1]! ^ state[V2 + 1]! ^ state[V3 + 1]!,
    true,
  );
  return hash;
}

/** Where in the state each word begins. */
const V0 = 0;
const V1 = 2;
const V2 = 4;
const V3 = 6;

/** "somepseudorandomlygeneratedbytes", as the paper has it. */
function initialize(key: Int32Array): void {
  state[V0] = key[0]! ^ 0x70736575;
  state[V0 + 1] = key[1]! ^ 0x736f6d65;
  state[V1] = key[2]! ^ 0x6e646f6d;
  state[V1 + 1] = key[3]! ^ 0x646f7261;
  state[V2] = key[0]! ^ 0x6e657261;
  state[V2 + 1] = key[1]! ^ 0x6c796765;
  state[V3] = key[2]! ^ 0x79746573;
  state[V3 + 1] = key[3]! ^ 0x74656462;
}

function absorb(low: number, high: number): void {
  state[V3]! ^= low;
  state[V3 + 1]! ^= high;
  round();
  round();
  state[V0]! ^= low;
  state[V0 + 1]! ^= high;
}

function round(): void {
  add(V0, V1);
  rotate(V1, 13);
  xor(V1, V0);
  swap(V0);
  add(V2, V3);
  rotate(V3, 16);
  xor(V3, V2);
  add(V0, V3);
  rotate(V3, 21);
  xor(V3, V0);
  add(V2, V1);
  rotate(V1, 17);
  xor(V1, V2);
  swap(V2);
}

function add(to: number, from: number): void {
  const low = (state[to]! >>> 0) + (state[from]! >>> 0);
  state[to] = low;
  state[to + 1] = state[to + 1]! + state[from + 1]! + (low > 0xffffffff ? 1 : 0);
}

function xor(to: number, from: number): void {
  state[to]! ^= state[from]!;
  state[to + 1]! ^= state[from + 1]!;
}

/** To the left by fewer than 32 bits. */
function rotate(at: number, by: number): void {
  const low = state[at]!;
  const high = state[at + 1]!;
  state[at] = (low << by) | (high >>> (32 - by));
  state[at + 1] = (high << by) | (low >>> (32 - by));
}

/** Rotates by 32 bits. */
function swap(at: number): void {
  const low = state[at]!;
  state[at] = state[at + 1]!;
  state[at + 1] = low;
}

function word(bytes: Uint8Array, at: number): number {
  return (
    bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)
  );
}
