import { concat } from '../bytes/concat.ts';
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
  const chunks: Uint8Array[] = [];
  write(value, chunks);
  return concat(chunks);
}

function write(value: Encodable, out: Uint8Array[]): void {
  if (typeof value === 'string') writeBytes(encodeUtf8(value), out);
  else if (value instanceof Uint8Array) writeBytes(value, out);
  else if (typeof value === 'number') writeNumber(value, out);
  else if (typeof value === 'bigint') writeAscii(`i${value}e`, out);
  else if (isList(value)) writeList(value, out);
  else writeDict(value instanceof Map ? value : new Map(Object.entries(value)), out);
}

/** Array.isArray alone does not narrow a readonly array. */
function isList(value: object): value is readonly Encodable[] {
  return Array.isArray(value);
}

function writeNumber(value: number, out: Uint8Array[]): void {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not an integer: ${value}`);
  // Negative zero, too, prints as "0".
  writeAscii(`i${value}e`, out);
}

function writeBytes(bytes: Uint8Array, out: Uint8Array[]): void {
  writeAscii(`${bytes.length}:`, out);
  out.push(bytes);
}

function writeList(items: readonly Encodable[], out: Uint8Array[]): void {
  writeAscii('l', out);
  for (const item of items) write(item, out);
  writeAscii('e', out);
}

function writeDict(
  entries: ReadonlyMap<string, Encodable | undefined>,
  out: Uint8Array[],
): void {
  writeAscii('d', out);
  // By code unit, which for these keys is by byte.
  for (const key of [...entries.keys()].sort()) {
    const value = entries.get(key);
    if (value === undefined) continue;
    writeBytes(encodeLatin1(key), out);
    write(value, out);
  }
  writeAscii('e', out);
}

function writeAscii(text: string, out: Uint8Array[]): void {
  out.push(encodeUtf8(text));
}
