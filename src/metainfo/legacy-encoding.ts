/** The encodings that names of torrents come in which are not UTF-8. */
export type LegacyEncoding =
  | 'gbk'
  | 'shift_jis'
  | 'big5'
  | 'windows-1251'
  | 'windows-1252';

/** By what torrents and systems call them, in small letters, digits and letters only. */
const LABELS: Readonly<Record<string, LegacyEncoding>> = {
  gbk: 'gbk',
  gb2312: 'gbk',
  gb18030: 'gbk',
  cp936: 'gbk',
  936: 'gbk',
  shiftjis: 'shift_jis',
  sjis: 'shift_jis',
  windows31j: 'shift_jis',
  cp932: 'shift_jis',
  932: 'shift_jis',
  big5: 'big5',
  cp950: 'big5',
  950: 'big5',
  windows1251: 'windows-1251',
  cp1251: 'windows-1251',
  1251: 'windows-1251',
  windows1252: 'windows-1252',
  iso88591: 'windows-1252',
  latin1: 'windows-1252',
  cp1252: 'windows-1252',
  1252: 'windows-1252',
};

/** The encoding that a torrent calls `label`; undefined when it is none of these. */
export function legacyEncoding(label: string | undefined): LegacyEncoding | undefined {
  const key = label?.toLowerCase().replace(/[^a-z0-9]/g, '') ?? '';
  return Object.hasOwn(LABELS, key) ? LABELS[key] : undefined;
}

/** Reads bytes in the encoding; U+FFFD stands for each byte that has no meaning in it. */
export function decodeLegacy(bytes: Uint8Array, encoding: LegacyEncoding): string {
  let text = '';
  readLegacy(bytes, encoding, (character) => {
    text += character;
  });
  return text;
}

/** The same, character by character; `code` is the byte, or the two, that it stands as. */
export function readLegacy(
  bytes: Uint8Array,
  encoding: LegacyEncoding,
  each: (character: string, code: number) => void,
): void {
  const table = tableOf(encoding);
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    const single = byte < 0x80 ? String.fromCharCode(byte) : table.get(byte);
    const code = single === undefined ? (byte << 8) | (bytes[at + 1] ?? 0) : byte;
    const character = single ?? table.get(code);
    if (code > 0xff && character !== undefined) at++;
    each(character ?? '\ufffd', character === undefined ? byte : code);
  }
}

/** What each byte from 0x80 on, and each pair that begins with one, means. */
type Table = ReadonlyMap<number, string>;

const tables = new Map<LegacyEncoding, Table>();

function tableOf(encoding: LegacyEncoding): Table {
  const known = tables.get(encoding);
  if (known) return known;
  const table = makeTable(encoding);
  tables.set(encoding, table);
  return table;
}

/**
 * Made once, of the parts of TextDecoder in which every host agrees: V8's hosts read
 * windows-1252, and what Big5 has beyond its two levels, each in their own way. A torrent's
 * names have to be the same everywhere.
 */
function makeTable(encoding: LegacyEncoding): Table {
  switch (encoding) {
    case 'windows-1252':
      return singles(0x80, WINDOWS_1252);
    case 'windows-1251':
      return singles(0x80, WINDOWS_1251);
    case 'shift_jis':
      return new Map([...pairs('shift_jis', () => true), ...singles(0xa1, KATAKANA)]);
    case 'gbk':
      // Of hosts' decoders for it, the one of its larger sister is the same in all.
      return pairs('gb18030', () => true);
    case 'big5':
      return pairs('big5', isPlainBig5);
  }
}

/** "\0" stands for a byte without meaning. */
const WINDOWS_1252 = `€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ${range(0xa0, 0xff)}`;
const WINDOWS_1251 =
  'ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\0™љ›њќћџ\u00a0ЎўЈ¤Ґ¦§Ё©Є«¬\u00ad®Ї°±Ііґµ¶·ё№є»јЅѕї' +
  range(0x410, 0x44f);
/** Half-width, from 0xA1 on. */
const KATAKANA = range(0xff61, 0xff9f);

function range(first: number, last: number): string {
  let text = '';
  for (let code = first; code <= last; code++) text += String.fromCharCode(code);
  return text;
}

function singles(first: number, characters: string): Map<number, string> {
  const table = new Map<number, string>();
  for (const [at, character] of [...characters].entries()) {
    if (character !== '\0') table.set(first + at, character);
  }
  return table;
}

/** Symbols, and the two levels of characters; without what makers and Hong Kong added. */
function isPlainBig5(pair: number): boolean {
  return (
    (pair >= 0xa140 && pair <= 0xa3bf) ||
    (pair >= 0xa440 && pair <= 0xc67e) ||
    (pair >= 0xc940 && pair <= 0xf9d5)
  );
}

/** Of all pairs that `keeps` likes, those that mean one character, none of private use. */
function pairs(label: string, keeps: (pair: number) => boolean): Map<number, string> {
  const wanted: number[] = [];
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const pair = (lead << 8) | trail;
      if (trail !== 0x7f && keeps(pair)) wanted.push(pair);
    }
  }
  const LINE_BREAK = 0x0a;
  const bytes = wanted.flatMap((pair) => [pair >> 8, pair & 0xff, LINE_BREAK]);
  const lines = new TextDecoder(label).decode(Uint8Array.from(bytes)).split('\n');
  const table = new Map<number, string>();
  for (const [at, pair] of wanted.entries()) {
    const text = lines[at]!;
    if (text.length === 1 && text !== '\ufffd' && !/\p{Co}/u.test(text)) {
      table.set(pair, text);
    }
  }
  return table;
}
