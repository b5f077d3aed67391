import { decodeText } from '../bytes/text.ts';

/**
 * What a decoder read. Every value knows its span in the input, [start, end), so that a
 * hash can be taken over the bytes received and never over bytes encoded anew: those
 * differ when the sender's dictionaries were not sorted.
 */
export type BencodeValue = BencodeString | BencodeInteger | BencodeList | BencodeDict;

export class BencodeString {
  readonly kind = 'string';
  readonly start: number;
  readonly end: number;
  readonly #input: Uint8Array;
  readonly #content: number;

  /** `content` is where the string itself begins, behind its length. */
  constructor(input: Uint8Array, start: number, content: number, end: number) {
    this.#input = input;
    this.start = start;
    this.#content = content;
    this.end = end;
  }

  /** A view of the input, not a copy. */
  get bytes(): Uint8Array {
    return this.#input.subarray(this.#content, this.end);
  }

  /** As UTF-8 if it is that, else one character a byte. */
  get text(): string {
    return decodeText(this.bytes);
  }
}

export class BencodeInteger {
  readonly kind = 'integer';
  readonly start: number;
  readonly end: number;
  /** A bigint exactly when a number could not hold it; of 20 digits at most. */
  readonly value: number | bigint;

  constructor(value: number | bigint, start: number, end: number) {
    this.value = value;
    this.start = start;
    this.end = end;
  }
}

export class BencodeList {
  readonly kind = 'list';
  readonly start: number;
  readonly end: number;
  readonly items: readonly BencodeValue[];

  constructor(items: readonly BencodeValue[], start: number, end: number) {
    this.items = items;
    this.start = start;
    this.end = end;
  }
}

/**
 * A key is text of one character a byte, U+0000 to U+00FF, which loses nothing of a binary
 * key. The typed look-ups answer undefined when the key is absent or its value is of another
 * kind: a field of the wrong type is treated as one that is not there.
 */
export class BencodeDict {
  readonly kind = 'dict';
  readonly start: number;
  readonly end: number;
  /** In the order received; of duplicate keys only the first. */
  readonly entries: ReadonlyMap<string, BencodeValue>;
  /**
   * Whether all in it is as BEP 3 demands: keys in order and once, no leading zeros. Many a
   * file in use is not so.
   */
  readonly isCanonical: boolean;

  constructor(
    entries: ReadonlyMap<string, BencodeValue>,
    isCanonical: boolean,
    start: number,
    end: number,
  ) {
    this.entries = entries;
    this.isCanonical = isCanonical;
    this.start = start;
    this.end = end;
  }

  get(key: string): BencodeValue | undefined {
    return this.entries.get(key);
  }

  bytes(key: string): Uint8Array | undefined {
    const value = this.entries.get(key);
    return value?.kind === 'string' ? value.bytes : undefined;
  }

  text(key: string): string | undefined {
    const value = this.entries.get(key);
    return value?.kind === 'string' ? value.text : undefined;
  }

  /** undefined also for integers that a number cannot hold exactly. */
  integer(key: string): number | undefined {
    const value = this.entries.get(key);
    return value?.kind === 'integer' && typeof value.value === 'number'
      ? value.value
      : undefined;
  }

  list(key: string): readonly BencodeValue[] | undefined {
    const value = this.entries.get(key);
    return value?.kind === 'list' ? value.items : undefined;
  }

  dict(key: string): BencodeDict | undefined {
    const value = this.entries.get(key);
    return value?.kind === 'dict' ? value : undefined;
  }
}
