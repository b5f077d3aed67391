import { crc32c } from '../bytes/crc32c.ts';
import { isLocalIp } from '../bytes/local-address.ts';
import type { Random } from '../ports/random.ts';
import { NODE_ID_LENGTH } from '../protocol/krpc/message.ts';

/**
 * Ids of nodes: 160 bits; the distance of two is their XOR, as a number (BEP 5). Ids lie in
 * larger buffers, so each comes with the offset at which it begins.
 */
export const ID_BITS = 8 * NODE_ID_LENGTH;

/** How many bits two ids have in common from the first on: 0 to 160. */
export function commonBits(a: Uint8Array, aAt: number, b: Uint8Array, bAt = 0): number {
  for (let at = 0; at < NODE_ID_LENGTH; at++) {
    const difference = a[aAt + at]! ^ b[bAt + at]!;
    if (difference !== 0) return 8 * at + Math.clz32(difference) - 24;
  }
  return ID_BITS;
}

/** Below 0 when `a` is closer to the target than `b`, above when it is farther. */
export function compareDistance(
  a: Uint8Array,
  aAt: number,
  b: Uint8Array,
  bAt: number,
  target: Uint8Array,
): number {
  for (let at = 0; at < NODE_ID_LENGTH; at++) {
    const first = a[aAt + at]!;
    const second = b[bAt + at]!;
    if (first !== second) return (first ^ target[at]!) - (second ^ target[at]!);
  }
  return 0;
}

/** The distance as a part of the whole space, 0 to 1. */
export function distancePart(a: Uint8Array, aAt: number, target: Uint8Array): number {
  let part = 0;
  for (let at = NODE_ID_LENGTH - 1; at >= 0; at--) {
    part = (part + (a[aAt + at]! ^ target[at]!)) / 256;
  }
  return part;
}

/** A random id that has exactly `bits` bits in common with `id`; all of it when 160. */
export function idAtDepth(id: Uint8Array, bits: number, random: Random): Uint8Array {
  const result = random.bytes(NODE_ID_LENGTH);
  for (let bit = 0; bit < ID_BITS && bit <= bits; bit++) {
    const mask = 0x80 >> (bit & 7);
    const own = id[bit >> 3]! & mask;
    const wanted = bit < bits ? own : own ^ mask;
    result[bit >> 3] = (result[bit >> 3]! & ~mask) | wanted;
  }
  return result;
}

/** Which bits of an address count (BEP 42): so that an ISP's customer has few ids to choose. */
const MASK_IPV4 = [0x03, 0x0f, 0x3f, 0xff];
const MASK_IPV6 = [0x01, 0x03, 0x07, 0x0f, 0x1f, 0x3f, 0x7f, 0xff];

/** An id that a node at this address may have (BEP 42). `ip`: 4 or 16 bytes. */
export function idForAddress(ip: Uint8Array, random: Random): Uint8Array {
  const id = random.bytes(NODE_ID_LENGTH);
  const crc = addressCrc(ip, id[NODE_ID_LENGTH - 1]!);
  id[0] = crc >>> 24;
  id[1] = crc >>> 16;
  id[2] = ((crc >>> 8) & 0xf8) | (id[2]! & 0x07);
  return id;
}

/**
 * Whether the address may have the id at `at`: the first 21 bits and the last 3 count (the
 * example in BEP 42 has more). Addresses of local networks may have any.
 */
export function isIdOfAddress(id: Uint8Array, at: number, ip: Uint8Array): boolean {
  if (isLocalIp(ip)) return true;
  const crc = addressCrc(ip, id[at + NODE_ID_LENGTH - 1]!);
  return (
    id[at] === crc >>> 24 &&
    id[at + 1] === ((crc >>> 16) & 0xff) &&
    ((id[at + 2]! ^ (crc >>> 8)) & 0xf8) === 0
  );
}

function addressCrc(ip: Uint8Array, last: number): number {
  const mask = ip.length === 4 ? MASK_IPV4 : MASK_IPV6;
  const masked = new Uint8Array(mask.length);
  for (let at = 0; at < mask.length; at++) masked[at] = ip[at]! & mask[at]!;
  masked[0]! |= (last & 7) << 5;
  return crc32c(masked);
}
