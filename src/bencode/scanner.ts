import { decodeLatin1 } from '../bytes/text.ts';
import { BencodeError, type BencodeErrorCode } from './bencode-error.ts';
import { BencodeInteger, BencodeString } from './value.ts';

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

  skipList(): boolean {
    return this.#skip(L);
  }

  skipDict(): boolean {
    return this.#skip(D);
  }

  integer(): BencodeInteger {
    const start = this.at;
    if (!this.#skip(I)) throw new BencodeError('unexpected-byte', start);
    const isNegative = this.#skip(MINUS);
    const value = this.#decimal('bad-integer', INTEGER_DIGITS);
    if (this.#peek() !== E) throw new BencodeError('bad-integer', this.at);
    this.at++;
    if (isNegative && value === 0) this.lapse('bad-integer', start);
    return new BencodeInteger(isNegative && value !== 0 ? -value : value, start, this.at);
  }

  string(): BencodeString {
    const start = this.at;
    const end = this.#stringEnd();
    const content = this.at;
    this.at = end;
    return new BencodeString(this.#input, start, content, end);
  }

  /** A dictionary's key, one character a byte. */
  key(): string {
    if (!this.atDigit()) throw new BencodeError('bad-dict', this.at);
    const end = this.#stringEnd();
    const key = decodeLatin1(this.#input.subarray(this.at, end));
    this.at = end;
    return key;
  }

  /** Reads a string's length, leaving `at` at its first byte, and says where it ends. */
  #stringEnd(): number {
    const start = this.at;
    const length = this.#decimal('bad-length', LENGTH_DIGITS);
    if (this.#peek() !== COLON) throw new BencodeError('bad-length', this.at);
    this.at++;
    const end = this.at + Number(length);
    if (end > this.#input.length) throw new BencodeError('truncated', start);
    return end;
  }

  /** Canonical decimal: digits without a leading zero, which is a lapse. */
  #decimal(code: BencodeErrorCode, maxDigits: number): number | bigint {
    const start = this.at;
    let value = 0;
    while (isDigit(this.#peek())) value = value * 10 + (this.#input[this.at++]! - ZERO);
    const digits = this.at - start;
    if (digits === 0 || digits > maxDigits) throw new BencodeError(code, start);
    if (digits > 1 && this.#input[start] === ZERO) this.lapse(code, start);
    if (value <= Number.MAX_SAFE_INTEGER) return value;
    return BigInt(decodeLatin1(this.#input.subarray(start, this.at)));
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
