import { parseIp } from '../bytes/ip-address.ts';
import { readV4 } from './read-v4.ts';

/**
 * Addresses that are not to be met. Of each kind the ranges lie sorted and apart from each
 * other in one array of 32-bit words, first and last alternating, so that a look-up halves
 * its way to the only one that may hold the address.
 */
export class IpFilter {
  /** Two words a range. */
  readonly #v4: Uint32Array;
  /** Eight words a range. */
  readonly #v6: Uint32Array;

  /** By `IpFilterBuilder.build` or `IpFilter.from`. */
  constructor(v4: Uint32Array, v6: Uint32Array) {
    this.#v4 = v4;
    this.#v6 = v6;
  }

  /** How many ranges there are, those counted once that overlap or touch. */
  get size(): number {
    return this.#v4.length / 2 + this.#v6.length / 8;
  }

  /** Whether the address is filtered; what is no address literal is not. */
  has(host: string): boolean {
    const v4 = readV4(host);
    if (v4 !== -1) return containsV4(this.#v4, v4);
    const bytes = parseIp(host);
    if (!bytes) return false;
    const words = wordsOf(bytes);
    return words.length === 1
      ? containsV4(this.#v4, words[0]!)
      : containsV6(this.#v6, words);
  }

  /** As `IpFilter.from` reads it. */
  encode(): Uint8Array {
    const words = Uint32Array.of(this.#v4.length);
    const all = new Uint8Array(4 + this.#v4.byteLength + this.#v6.byteLength);
    all.set(new Uint8Array(words.buffer));
    all.set(bytesOf(this.#v4), 4);
    all.set(bytesOf(this.#v6), 4 + this.#v4.byteLength);
    return all;
  }

  /** undefined when that is no encoded filter. */
  static from(encoded: Uint8Array): IpFilter | undefined {
    if (encoded.length < 4 || encoded.length % 4 !== 0) return undefined;
    const words = new Uint32Array(encoded.slice().buffer);
    const [length] = words;
    const v4 = words.subarray(1, 1 + length!);
    const v6 = words.subarray(1 + length!);
    if (v4.length !== length || length % 2 !== 0 || v6.length % 8 !== 0) return undefined;
    return new IpFilter(v4, v6);
  }
}

/** Of 4 bytes, or an IPv4 address as IPv6 has it, one word; else four. */
export function wordsOf(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length === 4) return [view.getUint32(0)];
  const words = [0, 4, 8, 12].map((at) => view.getUint32(at));
  const isMapped = words[0] === 0 && words[1] === 0 && words[2] === 0xffff;
  return isMapped ? [words[3]!] : words;
}

function containsV4(ranges: Uint32Array, address: number): boolean {
  let low = 0;
  let high = ranges.length / 2;
  // The first range that ends at the address or behind it.
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ranges[middle * 2 + 1]! < address) low = middle + 1;
    else high = middle;
  }
  return low * 2 < ranges.length && ranges[low * 2]! <= address;
}

/** The same for addresses of four words. */
function containsV6(ranges: Uint32Array, address: readonly number[]): boolean {
  let low = 0;
  let high = ranges.length / 8;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(ranges, middle * 8 + 4, address) < 0) low = middle + 1;
    else high = middle;
  }
  return low * 8 < ranges.length && compare(ranges, low * 8, address) <= 0;
}

/** Below 0 when the address in the array comes first. */
function compare(ranges: Uint32Array, at: number, address: readonly number[]): number {
  for (let word = 0; word < address.length; word++) {
    const difference = ranges[at + word]! - address[word]!;
    if (difference !== 0) return difference;
  }
  return 0;
}

function bytesOf(words: Uint32Array): Uint8Array {
  return new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
}
