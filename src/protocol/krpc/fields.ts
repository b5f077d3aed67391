import type { BencodeDict, BencodeValue } from '../../bencode/value.ts';

/** undefined when it is of another length. */
export function exactBytes(
  dict: BencodeDict,
  key: string,
  length: number,
): Uint8Array | undefined {
  const bytes = dict.bytes(key);
  return bytes?.length === length ? bytes : undefined;
}

/** undefined when it is longer. */
export function shortBytes(
  dict: BencodeDict,
  key: string,
  longest: number,
): Uint8Array | undefined {
  const bytes = dict.bytes(key);
  return bytes && bytes.length <= longest ? bytes : undefined;
}

/** 0 and above. */
export function wholeNumber(
  value: BencodeValue | undefined,
): number | bigint | undefined {
  return value?.kind === 'integer' && value.value >= 0 ? value.value : undefined;
}
