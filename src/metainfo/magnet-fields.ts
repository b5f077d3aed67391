import { concat } from '../bytes/concat.ts';
import { decodeText, encodeUtf8 } from '../bytes/text.ts';

/**
 * The fields of a magnet link's query, decoded, by key: keys in lower case, "tr.1" and the
 * like as "tr". What is badly escaped is left out. Links copied out of a page's source have
 * "&amp;" for "&".
 */
export function magnetFields(query: string): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  for (const pair of query.split(/&(?:amp;)?/i)) {
    const split = pair.indexOf('=');
    if (split < 0) continue;
    const key = pair
      .slice(0, split)
      .toLowerCase()
      .replace(/\.\d*$/, '');
    const value = decodeValue(pair.slice(split + 1));
    if (value === undefined) continue;
    const values = fields.get(key);
    if (values) values.push(value);
    else fields.set(key, [value]);
  }
  return fields;
}

function decodeValue(value: string): string | undefined {
  const text = value.replaceAll('+', ' ');
  if (!text.includes('%')) return text;
  if (/%(?![0-9a-f]{2})/i.test(text)) return undefined;
  const parts = text
    .split(/((?:%..)+)/)
    .map((part) => (part.startsWith('%') ? escaped(part) : encodeUtf8(part)));
  return decodeText(concat(parts));
}

function escaped(text: string): Uint8Array {
  return Uint8Array.from(text.slice(1).split('%'), (digits) =>
    Number.parseInt(digits, 16),
  );
}
