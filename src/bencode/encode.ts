import { encodeLatin1, encodeUtf8 } from '../bytes/text.ts';

/**
 * What can be encoded. Text becomes UTF-8; numbers must be safe integers. A dictionary's
 * keys are text of one character a byte, as a decoder gives them (every key in use is ASCII);
 * an entry of undefined is left out.
 */
export type Encodable =
  | string
  | number
  | bigint
  | Uint8Array
  | readonly Encodable[]
  | ReadonlyMap<string, Encodable | undefined>
  | { readonly [key: string]: Encodable | undefined };

/** Bencodes a value, keys sorted (BEP 3). Throws RangeError for what bencode cannot hold. */
export function encode(value: Encodable): Uint8Array {
  const out = new Output();
  write(value, out);
  return out.written();
}

/** One buffer that grows: a chunk for each of a million values takes a hundred times the room. */
class Output {
  #bytes = new Uint8Array(256);
  #length = 0;

  bytes(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** Characters up to U+00FF, a byte each. */
  latin1(text: string): void {
    this.#reserve(text.length);
    for (let at = 0; at < text.length; at++) {
      this.#bytes[this.#length++] = text.charCodeAt(at);
    }
  }

  written(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #reserve(length: number): void {
    if (this.#length + length <= this.#bytes.length) return;
    const longer = new Uint8Array(2 * (this.#length + length));
    longer.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = longer;
  }
}

function write(value: Encodable, out: Output): void {
  if (typeof value === 'string') writeBytes(encodeUtf8(value), out);
  else if (value instanceof Uint8Array) writeBytes(value, out);
  else if (typeof value === 'number') writeNumber(value, out);
  else if (typeof value === 'bigint') out.latin1(`i${value}e`);
  else if (isList(value)) writeList(value, out);
  else writeDict(value instanceof Map ? value : new Map(Object.entries(value)), out);
}

/** Array.isArray alone does not narrow a readonly array. */
function isList(value: object): value is readonly Encodable[] {
  return Array.isArray(value);
}

function writeNumber(value: number, out: Output): void {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not an integer: ${value}`);
  // Negative zero, too, prints as "0".
  out.latin1(`i${value}e`);
}

function writeBytes(bytes: Uint8Array, out: Output): void {
  out.latin1(`${bytes.length}:`);
  out.bytes(bytes);
}

function writeList(items: readonly Encodable[], out: Output): void {
  out.latin1('l');
  for (const item of items) write(item, out);
  out.latin1('e');
}

function writeDict(
  entries: ReadonlyMap<string, Encodable | undefined>,
  out: Output,
): void {
  out.latin1('d');
  // By code unit, which for these keys is by byte.
  for (const key of [...entries.keys()].sort()) {
    const value = entries.get(key);
    if (value === undefined) continue;
    writeBytes(encodeLatin1(key), out);
    write(value, out);
  }
  out.latin1('e');
}
