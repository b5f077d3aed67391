import { decodeLatin1, decodeText } from '../bytes/text.ts';
import type { Tokens } from './tokens.ts';

/**
 * What a decoder read, made when it is asked for, and anew each time. Every value knows its
 * span in the input, [start, end), so that a hash can be taken over the bytes received and
 * never over bytes encoded anew: those differ when the sender's dictionaries were not sorted.
 */
export type BencodeValue = BencodeString | BencodeInteger | BencodeList | BencodeDict;

export function tokenValue(tokens: Tokens, token: number): BencodeValue {
  switch (tokens.kind(token)) {
    case 'string':
      return new BencodeString(tokens, token);
    case 'integer':
      return new BencodeInteger(tokens, token);
    case 'list':
      return new BencodeList(tokens, token);
    case 'dict':
      return new BencodeDict(tokens, token);
  }
}

class Spanned {
  protected readonly tokens: Tokens;
  protected readonly token: number;

  constructor(tokens: Tokens, token: number) {
    this.tokens = tokens;
    this.token = token;
  }

  get start(): number {
    return this.tokens.start(this.token);
  }

  get end(): number {
    return this.tokens.end(this.token);
  }
}

export class BencodeString extends Spanned {
  readonly kind = 'string';

  /** A view of the input, not a copy. */
  get bytes(): Uint8Array {
    return this.tokens.input.subarray(this.tokens.content(this.token), this.end);
  }

  /** As UTF-8 if it is that, else one character a byte. */
  get text(): string {
    return decodeText(this.bytes);
  }
}

export class BencodeInteger extends Spanned {
  readonly kind = 'integer';

  /** A bigint exactly when a number could not hold it; of 20 digits at most. */
  get value(): number | bigint {
    const text = decodeLatin1(this.tokens.input.subarray(this.start + 1, this.end - 1));
    const value = Number(text);
    // Negative zero is zero.
    return Number.isSafeInteger(value) ? value + 0 : BigInt(text);
  }
}

export class BencodeList extends Spanned {
  readonly kind = 'list';

  get items(): BencodeValue[] {
    const { tokens } = this;
    const items: BencodeValue[] = [];
    const end = tokens.last(this.token);
    for (let item = this.token + 1; item < end; item = tokens.next(item)) {
      items.push(tokenValue(tokens, item));
    }
    return items;
  }
}

/**
 * A key is text of one character a byte, U+0000 to U+00FF, which loses nothing of a binary
 * key. The typed look-ups answer undefined when the key is absent or its value is of another
 * kind: a field of the wrong type is treated as one that is not there.
 */
export class BencodeDict extends Spanned {
  readonly kind = 'dict';

  /** In the order received; of duplicate keys only the first. */
  get entries(): Map<string, BencodeValue> {
    const { tokens } = this;
    const entries = new Map<string, BencodeValue>();
    const end = tokens.last(this.token);
    for (let key = this.token + 1; key < end; key = tokens.next(key + 1)) {
      const name = tokens.text(key);
      if (!entries.has(name)) entries.set(name, tokenValue(tokens, key + 1));
    }
    return entries;
  }

  /** Whether it has this key, and no other. */
  hasOnly(key: string): boolean {
    const { tokens, token } = this;
    const first = token + 1;
    if (tokens.last(token) === first || !tokens.is(first, key)) return false;
    return tokens.next(first + 1) === tokens.last(token);
  }

  /**
   * Whether all in it is as BEP 3 demands: keys in order and once, no leading zeros. Many a
   * file in use is not so.
   */
  get isCanonical(): boolean {
    return this.tokens.isRegular(this.token);
  }

  get(key: string): BencodeValue | undefined {
    const { tokens } = this;
    const end = tokens.last(this.token);
    for (let at = this.token + 1; at < end; at = tokens.next(at + 1)) {
      if (tokens.is(at, key)) return tokenValue(tokens, at + 1);
    }
    return undefined;
  }

  bytes(key: string): Uint8Array | undefined {
    const value = this.get(key);
    return value?.kind === 'string' ? value.bytes : undefined;
  }

  text(key: string): string | undefined {
    const value = this.get(key);
    return value?.kind === 'string' ? value.text : undefined;
  }

  /** undefined also for integers that a number cannot hold exactly. */
  integer(key: string): number | undefined {
    const value = this.get(key);
    const number = value?.kind === 'integer' ? value.value : undefined;
    return typeof number === 'number' ? number : undefined;
  }

  list(key: string): readonly BencodeValue[] | undefined {
    const value = this.get(key);
    return value?.kind === 'list' ? value.items : undefined;
  }

  dict(key: string): BencodeDict | undefined {
    const value = this.get(key);
    return value?.kind === 'dict' ? value : undefined;
  }
}
