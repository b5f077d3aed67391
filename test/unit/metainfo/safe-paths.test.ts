import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fromHex } from '../../../src/bytes/hex.ts';
import { decodeText, decodeUtf8, encodeUtf8 } from '../../../src/bytes/text.ts';
import { safeElement } from '../../../src/metainfo/safe-element.ts';
import { safePaths } from '../../../src/metainfo/safe-paths.ts';
import { readVectors } from '../../support/vectors.ts';

interface PathVectors {
  readonly sanitize: {
    readonly cases: readonly {
      readonly elements_hex: string[];
      readonly libtorrent_posix: string;
    }[];
  };
  readonly duplicates: { readonly cases: readonly [string, string][][] };
  readonly transmission: { readonly cases: readonly [string, boolean | string][] };
}

const vectors = readVectors<PathVectors>('paths.json');

/** What must hold of each element, said another way than the code says it. */
function isSafe(element: string): boolean {
  const stem = element.split('.')[0]!.trimEnd().toUpperCase();
  const devices = ['CON', 'PRN', 'AUX', 'NUL', 'COM1', 'COM9', 'LPT1', 'LPT9'];
  return (
    element !== '' &&
    encodeUtf8(element).length <= 255 &&
    !/[/\\<>:"|?*]/.test(element) &&
    !/[. ]$/.test(element) &&
    !/[\p{Cc}\p{Cs}\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u.test(
      element,
    ) &&
    !/[\ufdd0-\ufdef\ufffe\uffff]/.test(element) &&
    !devices.includes(stem) &&
    element === element.normalize('NFC')
  );
}

test.each<[string, string]>([
  ['a...b', 'a...b'],
  ['.bashrc', '.bashrc'],
  ['', '_'],
  ['.', '_'],
  ['..', '_'],
  ['../../etc/passwd', '.._.._etc_passwd'],
  ['C:\\Windows', 'C__Windows'],
  ['a\u0000b\nc', 'a_b_c'],
  ['what?<>"|*', 'what______'],
  ['trailing. . .', 'trailing'],
  ['CON', '_CON'],
  // A part file of this program, perhaps another torrent's.
  [`.${'0a'.repeat(20)}.parts`, `_.${'0a'.repeat(20)}.parts`],
  [`.${'0A'.repeat(20)}.Parts. `, `_.${'0A'.repeat(20)}.Parts`],
  [`.${'0a'.repeat(19)}.parts`, `.${'0a'.repeat(19)}.parts`],
  ['nul.tar.gz', '_nul.tar.gz'],
  ['com1 .txt', '_com1 .txt'],
  ['LPT¹', '_LPT¹'],
  ['console', 'console'],
  ['com99.txt', 'com99.txt'],
  ['cod\u202eexe.doc', 'codexe.doc'],
  ['so\u00adft', 'soft'],
  ['no\ufdd0character\uffff', 'no_character_'],
  ['clock$.txt', '_clock$.txt'],
  ['e\u0301', '\u00e9'],
  ['\ud800', '_'],
  ['日本語 (2024).mkv', '日本語 (2024).mkv'],
])('%j becomes %j', (name, safe) => {
  expect(safeElement(name)).toBe(safe);
});

test('a long name is cut between characters and keeps its extension', () => {
  const long = safeElement(`${'ж'.repeat(200)}.mkv`);
  expect(long).toBe(`${'ж'.repeat(125)}.mkv`);
  expect(safeElement('💈'.repeat(100))).toBe('💈'.repeat(63));
  expect(safeElement('a'.repeat(255))).toBe('a'.repeat(255));
  expect(safeElement(`${'a'.repeat(254)} b`)).toBe('a'.repeat(254));
  expect(safeElement(`con${' '.repeat(300)}x`)).toBe('_con');
  expect(safeElement(`con.${'a'.repeat(251)}`)).toHaveLength(255);
});

test.each(vectors.sanitize.cases)(
  '$elements_hex is safe afterwards',
  ({ elements_hex }) => {
    const path = elements_hex.map((hex) => decodeText(fromHex(hex)!));
    expect(safePaths([path])[0]!.every(isSafe)).toBe(true);
  },
);

/** Where Rill differs, by what libtorrent makes of it: docs/metainfo.md says why. */
const DIFFERENT: Readonly<Record<string, string>> = {
  // Separators and "..": no element goes, and none becomes another.
  'a/b/c': '_a_/b/c',
  'a/c': 'a/_/c',
  a: 'a/_',
  c: '_/_/c',
  'c/c': '_c/_/c',
  '': '___',
  // What Windows, cards and shares refuse.
  'dev:': 'dev_',
  'c:/b': 'c_/b',
  '_?filename=4': '__filename=4',
  'abc/   ': 'abc/_',
  'abc...': 'abc',
  'a. . .': 'a',
  'abc ': 'abc',
};

/** Without those that are not UTF-8, end at a NUL in C, or are cut at another length. */
const comparable = vectors.sanitize.cases.filter(({ elements_hex }) =>
  elements_hex.every((hex) => {
    const text = decodeUtf8(fromHex(hex)!);
    return text !== undefined && !text.includes('\0') && hex.length <= 480;
  }),
);

test('most vectors can be compared', () => {
  expect(comparable.length).toBeGreaterThan(30);
});

test.each(comparable)(
  '$elements_hex is $libtorrent_posix as in libtorrent, or what is documented',
  ({ elements_hex, libtorrent_posix }) => {
    const path = elements_hex.map((hex) => decodeText(fromHex(hex)!));
    const expected = DIFFERENT[libtorrent_posix] ?? libtorrent_posix;
    expect(safePaths([path])[0]!.join('/')).toBe(expected);
  },
);

test.each(vectors.transmission.cases)('%j is safe afterwards (%j)', (name, verdict) => {
  expect(isSafe(safeElement(name))).toBe(true);
  if (verdict === true) expect(safeElement(name)).toBe(name);
});

test.each(vectors.duplicates.cases.map((pairs) => ({ pairs })))(
  'names that collide are told apart: $pairs',
  ({ pairs }) => {
    const paths = safePaths(pairs.map(([path]) => path.split('/')));
    expect(paths.map((path) => path.join('/'))).toEqual(pairs.map(([, name]) => name));
  },
);

test('whatever the names, all are safe, none is another, and none is a folder', () => {
  const tricky = fc.constantFrom(
    'a',
    'A',
    'a.1',
    'A.1',
    '',
    '..',
    'b.txt',
    'B.TXT',
    'ß',
    'SS',
    'ẞ',
    'İ',
    'i\u0307',
    'con',
  );
  const element = fc.oneof(tricky, fc.string({ unit: 'binary', maxLength: 6 }));
  const paths = fc.array(fc.array(element, { minLength: 1, maxLength: 3 }), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(paths, (given) => {
      const safe = safePaths(given);
      expect(safe.map((path) => path.length)).toEqual(given.map((path) => path.length));
      expect(safe.flat().filter((name) => !isSafe(name))).toEqual([]);
      const names = safe.map((path) => path.join('/').toUpperCase());
      expect(new Set(names).size).toBe(names.length);
      const folders = new Set(
        safe.flatMap((path) =>
          path.slice(1).map((_, at) =>
            path
              .slice(0, at + 1)
              .join('/')
              .toUpperCase(),
          ),
        ),
      );
      expect(names.filter((name) => folders.has(name))).toEqual([]);
      expect(safePaths(given)).toEqual(safe);
      expect(safePaths(safe)).toEqual(safe);
    }),
    { numRuns: 500 },
  );
});

test('what is safe already stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
      const safe = safeElement(name);
      expect(safeElement(safe)).toBe(safe);
    }),
  );
});

test('long names that collide stay within their limit', () => {
  const name = `${'a'.repeat(250)}.txt`;
  const safe = safePaths([[name], [name], [name]]).flat();
  expect(new Set(safe).size).toBe(3);
  expect(safe.every(isSafe)).toBe(true);
});

test.each([
  ['straße', 'STRASSE'],
  ['ẞ', 'ss'],
  ['İ', 'i\u0307'],
  ['ΟΔΟΣ', 'οδος'],
  ['Ǆ', 'ǅ'],
  ['ſ', 'S'],
  ['é', 'E\u0301'],
])('%j and %j are one name to some system', (one, other) => {
  const [first, second] = safePaths([[one], [other]]).flat();
  expect(first).toBe(one);
  expect(second).toBe(`${other}.1`.normalize('NFC'));
});

test('names that a number makes equal to others are numbered on', () => {
  const names = ['a.txt', 'a.1.txt', 'A.TXT', 'a.2.txt', 'a.txt'];
  const safe = safePaths(names.map((name) => [name])).flat();
  expect(safe).toEqual(['a.txt', 'a.1.txt', 'A.2.TXT', 'a.2.1.txt', 'a.3.txt']);
});

test.each<[string, string]>([
  ['marks to be put in order', `a${'\u0315\u0316'.repeat(200_000)}`],
  ['spaces before a last letter', `a${' '.repeat(1_000_000)}b`],
  ['nothing to be seen', '\u200b'.repeat(1_000_000)],
  ['a device and spaces', `con${' '.repeat(1_000_000)}x`],
])('a name of a million characters costs little: %s', (_, name) => {
  const before = performance.now();
  expect(isSafe(safeElement(name))).toBe(true);
  expect(performance.now() - before).toBeLessThan(2000);
});

test('50,000 files of one name are told apart at once', () => {
  const names = new Set(safePaths(new Array(50_000).fill(['a.txt'])).flat());
  expect(names.size).toBe(50_000);
});
