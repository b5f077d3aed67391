import {
  FREQUENT_KANJI,
  FREQUENT_SIMPLIFIED,
  FREQUENT_TRADITIONAL,
} from './frequent-characters.ts';
import { type LegacyEncoding, readLegacy } from './legacy-encoding.ts';

/*
 * How improbable a name is as text of the scripts that an encoding is for. All figures are
 * costs: minus the natural logarithm of a probability, times ten, so that they add up and can
 * be compared between encodings of one and of two bytes. They are estimates:
 *
 *   - a character costs by how frequent its class is, and how many are in that class
 *   - a step from one script to another within a word costs extra
 *   - small letters before capitals within a word cost extra
 */

type Script =
  /** Of ASCII: a step from or to it is one between scripts. */
  | 'latin'
  /** A letter that belongs among those of ASCII. */
  | 'accented'
  | 'cyrillic'
  | 'east'
  /** What stands at the border of a word, and not between letters. */
  | 'symbol'
  /** Spaces, digits, punctuation: between words. */
  | 'none';

interface Reading {
  readonly script: Script;
  readonly cost: number;
}

/** A byte that means nothing; not more, for a tool may have cut one name in a character. */
const INVALID: Reading = { script: 'none', cost: 300 };
const ASCII_COST = 30;
/** From a small letter to a capital within a word. */
const CAPITAL_INSIDE = 50;

/** What the bytes of a name cost, read in that encoding. */
export function nameCost(name: Uint8Array, encoding: LegacyEncoding): number {
  const read = READERS[encoding];
  let cost = 0;
  let before: Script = 'none';
  let last = '';
  readLegacy(name, encoding, (character, code) => {
    const reading: Reading = character === '\ufffd' ? INVALID : read(character, code);
    cost += reading.cost + STEPS[before][reading.script];
    if (isSmall(last) && isCapital(character)) cost += CAPITAL_INSIDE;
    before = reading.script;
    last = character;
  });
  return cost;
}

/** What it costs that a script follows another. */
const STEPS: Readonly<Record<Script, Readonly<Record<Script, number>>>> = {
  none: { none: 0, latin: 0, accented: 35, cyrillic: 30, east: 10, symbol: 0 },
  latin: { none: 0, latin: 0, accented: 25, cyrillic: 80, east: 25, symbol: 0 },
  accented: { none: 0, latin: 0, accented: 40, cyrillic: 80, east: 25, symbol: 0 },
  cyrillic: { none: 0, latin: 60, accented: 60, cyrillic: 0, east: 60, symbol: 20 },
  east: { none: 0, latin: 25, accented: 60, cyrillic: 60, east: 0, symbol: 0 },
  symbol: { none: 0, latin: 0, accented: 35, cyrillic: 50, east: 0, symbol: 0 },
};

const READERS: Readonly<
  Record<LegacyEncoding, (character: string, code: number) => Reading>
> = {
  'windows-1252': (character, code) => {
    if (code < 0x80) return ascii(code);
    if (COMMON_ACCENTED.has(character)) return { script: 'accented', cost: 27 };
    if (isLetter(character)) return { script: 'accented', cost: 60 };
    return symbol(character);
  },
  'windows-1251': (character, code) => {
    // Words of small Latin letters beside it are a little less to be expected.
    if (code >= 0x61 && code <= 0x7a) return { script: 'latin', cost: ASCII_COST + 1 };
    if (code < 0x80) return ascii(code);
    if (COMMON_CYRILLIC.has(character.toLowerCase())) {
      return { script: 'cyrillic', cost: 26 };
    }
    if (code >= 0xc0) return { script: 'cyrillic', cost: 40 };
    if (isLetter(character)) {
      return { script: 'cyrillic', cost: OTHER_CYRILLIC.has(character) ? 50 : 80 };
    }
    return symbol(character);
  },
  gbk: (character, code) => {
    if (code < 0x80) return ascii(code);
    if (FREQUENT_SIMPLIFIED.has(character)) return { script: 'east', cost: 65 };
    const trailsHigh = (code & 0xff) >= 0xa1;
    // GB 2312's own: its first level by use, its second, and the symbols before them.
    if (trailsHigh && code >= 0xb0a1 && code <= 0xd7f9)
      return { script: 'east', cost: 95 };
    if (trailsHigh && code >= 0xd8a1 && code <= 0xf7fe)
      return { script: 'east', cost: 126 };
    return eastern(character);
  },
  shift_jis: (character, code) => {
    if (code < 0x80) return ascii(code);
    if (isHiragana(character)) return { script: 'east', cost: 45 };
    if (isKatakana(character)) return { script: 'east', cost: 50 };
    if (code < 0x100) return { script: 'east', cost: 75 };
    if (FREQUENT_KANJI.has(character)) return { script: 'east', cost: 68 };
    if (code >= 0x889f && code <= 0x9872) return { script: 'east', cost: 95 };
    if (code >= 0x989f && code <= 0xeaa4) return { script: 'east', cost: 128 };
    return eastern(character);
  },
  big5: (character, code) => {
    if (code < 0x80) return ascii(code);
    if (FREQUENT_TRADITIONAL.has(character)) return { script: 'east', cost: 65 };
    if (code >= 0xa440 && code <= 0xc67e) return { script: 'east', cost: 99 };
    if (code >= 0xc940) return { script: 'east', cost: 140 };
    return eastern(character);
  },
};

const COMMON_ACCENTED = new Set('éèêëàâçôîïûùüäößñáíóúåæøãõœÉÈÀÂÇÄÖÜÅÆØÑÁÍÓÚ');
const COMMON_CYRILLIC = new Set('оеаинтсрвлкмдпуяыьгзбчйж');
/** Of the other letters those of Russian, Ukrainian and Belarusian. */
const OTHER_CYRILLIC = new Set('ёіїєґўЁІЇЄҐЎ');
const COMMON_SYMBOLS = new Set('’‘“”„–—…«»·№®©™');
const COMMON_EASTERN = new Set(
  '　、。，．・·：；？！々〆ー～…‥—－（）【】「」『』《》〈〉［］〔〕“”‘’☆★○●◎♪＋＆／',
);

function ascii(code: number): Reading {
  const letter = (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
  return { script: letter ? 'latin' : 'none', cost: ASCII_COST };
}

/** Of the encodings of one byte. */
function symbol(character: string): Reading {
  return { script: 'symbol', cost: COMMON_SYMBOLS.has(character) ? 60 : 100 };
}

/** What the encodings of two bytes have beside their levels. */
function eastern(character: string): Reading {
  if (COMMON_EASTERN.has(character)) return { script: 'none', cost: 60 };
  // Letters and digits as wide as the characters; kana in a Chinese encoding.
  if (/[！-～]/.test(character)) return { script: 'none', cost: 70 };
  if (isHiragana(character) || isKatakana(character)) return { script: 'east', cost: 85 };
  return { script: 'east', cost: 160 };
}

function isHiragana(character: string): boolean {
  return character >= '\u3041' && character <= '\u309e';
}

function isKatakana(character: string): boolean {
  return character >= '\u30a1' && character <= '\u30fe';
}

function isLetter(character: string): boolean {
  return character.toLowerCase() !== character.toUpperCase();
}

function isSmall(character: string): boolean {
  return isLetter(character) && character === character.toLowerCase();
}

function isCapital(character: string): boolean {
  return isLetter(character) && character !== character.toLowerCase();
}
