import { decodeLatin1 } from '../bytes/text.ts';

const D = 0x64;
const I = 0x69;
const L = 0x6c;

/** Two numbers a token. */
const CELLS = 2;
/** Tokens that there is room for before the list has to grow. */
const MOST_AT_FIRST = 512;

/**
 * What a decoder read, as one list of numbers: a torrent of 50,000 files has a million tokens,
 * which as objects would take hundreds of megabytes. They stand one behind another as in the
 * input; a dictionary's keys and the ends of lists and dictionaries are tokens, too.
 */
export class Tokens {
  readonly input: Uint8Array;
  count = 0;
  /** Of each token: its offset in the input, and of a string, its content's; of a list or
   * dictionary, the token of its end. */
  #cells: Int32Array;
  /** The dictionaries that are not canonical, or hold what is not. */
  #irregular: Set<number> | undefined;

  constructor(input: Uint8Array) {
    this.input = input;
    // Enough for most messages: few tokens have less than four bytes.
    const tokens = Math.min(4 + (input.length >> 2), MOST_AT_FIRST);
    this.#cells = new Int32Array(tokens * CELLS);
  }

  /** Its index. */
  add(offset: number, detail: number): number {
    const cell = this.count * CELLS;
    if (cell === this.#cells.length) {
      const larger = new Int32Array(cell * 2);
      larger.set(this.#cells);
      this.#cells = larger;
    }
    this.#cells[cell] = offset;
    this.#cells[cell + 1] = detail;
    return this.count++;
  }

  /** Sets where a list or dictionary ends. */
  close(token: number, end: number, isRegular: boolean): void {
    this.#cells[token * CELLS + 1] = end;
    if (isRegular) return;
    this.#irregular ??= new Set();
    this.#irregular.add(token);
  }

  kind(token: number): 'dict' | 'list' | 'integer' | 'string' {
    switch (this.input[this.start(token)]) {
      case D:
        return 'dict';
      case L:
        return 'list';
      case I:
        return 'integer';
      default:
        return 'string';
    }
  }

  start(token: number): number {
    return this.#cells[token * CELLS]!;
  }

  /** Where in the input its value ends. */
  end(token: number): number {
    return this.start(this.next(token));
  }

  /** Where in the input a string itself begins, behind its length. */
  content(token: number): number {
    return this.#cells[token * CELLS + 1]!;
  }

  /** The token of the end of a list or dictionary. */
  last(token: number): number {
    return this.#cells[token * CELLS + 1]!;
  }

  /** The token behind its value. */
  next(token: number): number {
    const kind = this.kind(token);
    return kind === 'dict' || kind === 'list' ? this.last(token) + 1 : token + 1;
  }

  isRegular(token: number): boolean {
    return this.#irregular?.has(token) !== true;
  }

  /** How the string compares by its bytes to those of the input: below 0, 0, or above. */
  compare(token: number, begin: number, end: number): number {
    const from = this.content(token);
    const until = this.start(token + 1);
    const length = Math.min(until - from, end - begin);
    for (let at = 0; at < length; at++) {
      const difference = this.input[from + at]! - this.input[begin + at]!;
      if (difference !== 0) return difference;
    }
    return until - from - (end - begin);
  }

  /** Whether the string is this text, of one character a byte. */
  is(token: number, text: string): boolean {
    const from = this.content(token);
    if (this.start(token + 1) - from !== text.length) return false;
    for (let at = 0; at < text.length; at++) {
      if (this.input[from + at] !== text.charCodeAt(at)) return false;
    }
    return true;
  }

  /** The string, one character a byte. */
  text(token: number): string {
    return decodeLatin1(this.input.subarray(this.content(token), this.start(token + 1)));
  }

  /** The keys of a dictionary, as far as `end`, each a token with its value behind it. */
  *keys(dict: number, end = this.last(dict)): Iterable<string> {
    for (let key = dict + 1; key < end; key = this.next(key + 1)) yield this.text(key);
  }
}
