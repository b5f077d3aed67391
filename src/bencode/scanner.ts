import { BencodeError, type BencodeErrorCode } from './bencode-error.ts';

const D = 0x64;
const E = 0x65;
const I = 0x69;
const L = 0x6c;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;

/** Digits of the longest integer of 64 bits, unsigned. */
const INTEGER_DIGITS = 20;
/** Of a string's length: with more, libtorrent refuses it. */
const LENGTH_DIGITS = 16;

/** Reads the tokens of bencode; `at` is how far it got. Every failure is a BencodeError. */
export class Scanner {
  at = 0;
  /** How many times what was read was not canonical. */
  lapses = 0;
  readonly #input: Uint8Array;
  readonly #lenient: boolean;

  /** A lenient one counts lapses that it would throw at. */
  constructor(input: Uint8Array, lenient: boolean) {
    this.#input = input;
    this.#lenient = lenient;
  }

  lapse(code: BencodeErrorCode, offset: number): void {
    if (!this.#lenient) throw new BencodeError(code, offset);
    this.lapses++;
  }

  /** Whether the innermost container ends here. Throws at the end of the input. */
  atEnd(): boolean {
    return this.#peek() === E;
  }

  atDigit(): boolean {
    return isDigit(this.#peek());
  }

  skipEnd(): boolean {
    return this.#skip(E);
  }

  atContainer(): boolean {
    const byte = this.#peek();
    return byte === D || byte === L;
  }

  /** Goes into what begins here. */
  container(): 'list' | 'dict' {
    return this.#input[this.at++] === D ? 'dict' : 'list';
  }

  /** Goes behind it. */
  integer(): number {
    const start = this.at;
    if (!this.#skip(I)) throw new BencodeError('unexpected-byte', start);
    const isNegative = this.#skip(MINUS);
    const value = this.#decimal('bad-integer', INTEGER_DIGITS);
    if (this.#peek() !== E) throw new BencodeError('bad-integer', this.at);
    this.at++;
    if (isNegative && value === 0) this.lapse('bad-integer', start);
    return 0;
  }

  /** Goes behind it, and says where the string itself begins. */
  string(): number {
    const start = this.at;
    const length = this.#decimal('bad-length', LENGTH_DIGITS);
    if (this.#peek() !== COLON) throw new BencodeError('bad-length', this.at);
    const content = this.at + 1;
    if (content + length > this.#input.length) throw new BencodeError('truncated', start);
    this.at = content + length;
    return content;
  }

  /** The same for a dictionary's key. */
  key(): number {
    if (!this.atDigit()) throw new BencodeError('bad-dict', this.at);
    return this.string();
  }

  /** Canonical decimal: digits without a leading zero, which is a lapse. */
  #decimal(code: BencodeErrorCode, maxDigits: number): number {
    const start = this.at;
    let value = 0;
    while (isDigit(this.#peek())) value = value * 10 + (this.#input[this.at++]! - ZERO);
    const digits = this.at - start;
    if (digits === 0 || digits > maxDigits) throw new BencodeError(code, start);
    if (digits > 1 && this.#input[start] === ZERO) this.lapse(code, start);
    return value;
  }

  #skip(byte: number): boolean {
    if (this.#peek() !== byte) return false;
    this.at++;
    return true;
  }

  #peek(): number {
    const byte = this.#input[this.at];
    if (byte === undefined) throw new BencodeError('truncated', this.at);
    return byte;
  }
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= NINE;
}
