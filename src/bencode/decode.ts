import { decodeLatin1 } from '../bytes/text.ts';
import { BencodeError } from './bencode-error.ts';
import { Scanner } from './scanner.ts';
import { Tokens } from './tokens.ts';
import { type BencodeValue, tokenValue } from './value.ts';

/**
 * A bencode decoder (BEP 3).
 *
 *   - it reads nothing beyond its input, and every failure is a BencodeError
 *   - one value has one encoding: no leading zeros, no "-0", no duplicate keys
 *   - except that unsorted dictionaries are accepted, and say so: too many are about
 *   - the lenient one takes the others, too, and says so; of duplicate keys the first counts
 *   - containers wait on a list of its own, so that nesting costs no stack
 *   - what it makes is bounded by the limits; strings stay views of the input
 */
export interface DecodeLimits {
  /** How deep lists and dictionaries may nest. */
  readonly depth: number;
  /** Values in all; a dictionary's keys, and the ends of lists and dictionaries, count, too. */
  readonly items: number;
  /** Bytes of input. */
  readonly size: number;
  /** Whether to take what BEP 3 forbids, but old programs write: see above. */
  readonly lenient?: boolean;
}

/** Enough for any message of a peer, node or tracker. */
const DEFAULT_LIMITS: DecodeLimits = {
  depth: 64,
  items: 200_000,
  size: 16 * 1024 * 1024,
};

/** Decodes one value that fills the whole input. The input must not change afterwards. */
export function decode(
  input: Uint8Array,
  limits: DecodeLimits = DEFAULT_LIMITS,
): BencodeValue {
  const value = decodePrefix(input, limits);
  if (value.end < input.length) throw new BencodeError('trailing-bytes', value.end);
  return value;
}

/** Decodes the one value that the input begins with; what follows starts at its `end`. */
export function decodePrefix(
  input: Uint8Array,
  limits: DecodeLimits = DEFAULT_LIMITS,
): BencodeValue {
  if (input.length > limits.size) throw new BencodeError('too-large', limits.size);
  const scanner = new Scanner(input, limits.lenient ?? false);
  const tokens = new Tokens(input);
  const open: Container[] = [];
  let depth = 0;
  do {
    const inner = open[depth - 1];
    if (inner && scanner.skipEnd()) {
      inner.end(tokens, scanner);
      depth--;
    } else {
      if (inner?.isDict) inner.readKey(tokens, scanner);
      if (scanner.atContainer()) {
        if (depth >= limits.depth) throw new BencodeError('too-deep', scanner.at);
        open[depth] ??= new Container();
        open[depth]!.begin(tokens, scanner);
        depth++;
      } else {
        const start = scanner.at;
        tokens.add(start, scanner.atDigit() ? scanner.string() : scanner.integer());
      }
    }
    if (tokens.count > limits.items) {
      throw new BencodeError('too-many-items', scanner.at);
    }
  } while (depth > 0);
  // So that the last token, too, has one behind it.
  tokens.add(scanner.at, 0);
  return tokenValue(tokens, 0);
}

/** A list or dictionary that is being read; used again for the next one of its depth. */
class Container {
  isDict = false;
  #token = 0;
  /** The scanner's count of lapses when it began. */
  #lapses = 0;
  /** The token of the key read last. */
  #key: number | undefined;
  /** All keys so far, once they are not in order: until then two of a kind are neighbours. */
  #keys: Set<string> | undefined;

  begin(tokens: Tokens, scanner: Scanner): void {
    this.#lapses = scanner.lapses;
    this.#key = undefined;
    this.#keys = undefined;
    const start = scanner.at;
    this.isDict = scanner.container() === 'dict';
    this.#token = tokens.add(start, 0);
  }

  readKey(tokens: Tokens, scanner: Scanner): void {
    const start = scanner.at;
    const content = scanner.key();
    if (this.#isTwice(tokens, content, scanner)) scanner.lapse('duplicate-key', start);
    if (scanner.atEnd()) throw new BencodeError('bad-dict', scanner.at);
    this.#key = tokens.add(start, content);
  }

  /** Whether there was such a key already; counts one that is out of order. */
  #isTwice(tokens: Tokens, content: number, scanner: Scanner): boolean {
    if (this.#key === undefined) return false;
    const order = tokens.compare(this.#key, content, scanner.at);
    if (order > 0) {
      scanner.lapses++;
      this.#keys ??= new Set(tokens.keys(this.#token, tokens.count));
    }
    if (!this.#keys) return order === 0;
    const key = decodeLatin1(tokens.input.subarray(content, scanner.at));
    const isTwice = this.#keys.has(key);
    this.#keys.add(key);
    return isTwice;
  }

  end(tokens: Tokens, scanner: Scanner): void {
    const end = tokens.add(scanner.at - 1, 0);
    tokens.close(this.#token, end, scanner.lapses === this.#lapses);
  }
}
