import { IpFilter, wordsOf } from './ip-filter.ts';

/** Of IPv4, and of IPv6, which take more room. */
const MAX_RANGES = 2_000_000;
const MAX_V6_RANGES = 500_000;

/** Gathers ranges in any order, overlapping or not. */
export class IpFilterBuilder {
  readonly #v4 = new V4Ranges();
  readonly #v6 = new V6Ranges();

  /** The 32 bits of IPv4 addresses. False as below. */
  addV4(first: number, last: number): boolean {
    return first <= last && this.#v4.add(first, last);
  }

  /** 4 or 16 bytes each. False when they make no range, or there are too many. */
  add(firstBytes: Uint8Array, lastBytes: Uint8Array): boolean {
    const first = wordsOf(firstBytes);
    const last = wordsOf(lastBytes);
    if (first.length !== last.length || byWords(first, last) > 0) return false;
    return first.length === 1
      ? this.#v4.add(first[0]!, last[0]!)
      : this.#v6.add(first, last);
  }

  build(): IpFilter {
    return new IpFilter(this.#v4.merged(), this.#v6.merged());
  }
}

class V4Ranges {
  #words = new Uint32Array(1024);
  #count = 0;

  add(first: number, last: number): boolean {
    if (this.#count === MAX_RANGES) return false;
    const at = this.#count++ * 2;
    if (at === this.#words.length) this.#words = doubled(this.#words);
    this.#words[at] = first;
    this.#words[at + 1] = last;
    return true;
  }

  /** Sorted; those that overlap or touch are one. */
  merged(): Uint32Array {
    const words = this.#words;
    const merged = new Uint32Array(this.#count * 2);
    // Numbers sort by themselves far faster than by a function: 32 bits of address, 21 of index.
    const order = new Float64Array(this.#count);
    for (let at = 0; at < order.length; at++) order[at] = words[at * 2]! * 2 ** 21 + at;
    order.sort();
    let end = 0;
    for (const key of order) {
      const at = (key % 2 ** 21) * 2;
      const first = words[at]!;
      const last = words[at + 1]!;
      if (end > 0 && first <= merged[end - 1]! + 1) {
        if (last > merged[end - 1]!) merged[end - 1] = last;
        continue;
      }
      merged[end++] = first;
      merged[end++] = last;
    }
    return merged.slice(0, end);
  }
}

interface V6Range {
  readonly first: readonly number[];
  last: readonly number[];
}

/** The same for addresses of four words: lists have few. */
class V6Ranges {
  readonly #ranges: V6Range[] = [];

  add(first: readonly number[], last: readonly number[]): boolean {
    if (this.#ranges.length === MAX_V6_RANGES) return false;
    this.#ranges.push({ first, last });
    return true;
  }

  merged(): Uint32Array {
    const merged: V6Range[] = [];
    for (const { first, last } of this.#ranges.sort((a, b) =>
      byWords(a.first, b.first),
    )) {
      const before = merged.at(-1);
      if (!before || !reaches(before.last, first)) merged.push({ first, last });
      else if (byWords(last, before.last) > 0) before.last = last;
    }
    return Uint32Array.from(merged.flatMap(({ first, last }) => [...first, ...last]));
  }
}

function doubled(words: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(words.length * 2);
  larger.set(words);
  return larger;
}

/** Below 0 when `a` comes first. */
function byWords(a: ArrayLike<number>, b: ArrayLike<number>): number {
  for (let at = 0; at < a.length; at++) {
    const difference = a[at]! - b[at]!;
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether what begins at `first` overlaps, or follows at once, what ends at `last`. */
function reaches(last: readonly number[], first: readonly number[]): boolean {
  if (byWords(first, last) <= 0) return true;
  const next = Uint32Array.from(last);
  for (let at = next.length - 1; at >= 0; at--) {
    next[at]!++;
    if (next[at] !== 0) return byWords(first, next) === 0;
  }
  return false;
}
