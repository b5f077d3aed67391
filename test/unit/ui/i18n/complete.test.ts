import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { LANGUAGES } from '../../../../ui/i18n/languages.ts';

const FOLDER = new URL('../../../../ui/i18n/', import.meta.url);
const FORMS = ['zero', 'one', 'two', 'few', 'many', 'other'] as const;
/** A form for so few can say the number in a word. */
const FEW = ['zero', 'one', 'two'];

type Texts = Readonly<Record<string, string>>;

/** All of a language, and no key in two of its files. */
function read(language: string): Texts {
  const all: Record<string, string> = {};
  for (const name of readdirSync(new URL(language, FOLDER))) {
    const file = new URL(`${language}/${name}`, FOLDER);
    for (const [key, value] of Object.entries(JSON.parse(readFileSync(file, 'utf8')))) {
      if (Object.hasOwn(all, key)) throw new Error(`${language} has ${key} twice`);
      all[key] = value as string;
    }
  }
  return all;
}

const english = read('en');
const baseOf = (key: string) => key.replace(/\.(?:zero|one|two|few|many|other)$/, '');
const isPlural = (key: string) =>
  `${baseOf(key)}.other` in english && `${baseOf(key)}.one` in english;

/** The keys that a language is to have: of what is counted, the forms of its own rules. */
function expectedKeys(language: string): string[] {
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
  const keys = Object.keys(english).flatMap((key) =>
    isPlural(key)
      ? FORMS.filter((form) => pluralCategories.includes(form)).map(
          (form) => `${baseOf(key)}.${form}`,
        )
      : [key],
  );
  return [...new Set(keys)].sort();
}

function placeholders(said: string): string[] {
  return [...said.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).sort();
}

const tags = LANGUAGES.map(({ tag }) => tag);

test('every folder is a language, and every language a folder', () => {
  const folders = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  expect(folders.map(({ name }) => name).sort()).toEqual([...tags].sort());
});

describe.each(tags)('%s', (language) => {
  const texts = read(language);

  test('says all there is to say, in the forms of its plurals, and nothing else', () => {
    expect(Object.keys(texts).sort()).toEqual(expectedKeys(language));
  });

  test('has the values that English has, each as often', () => {
    const wrong = Object.entries(texts).filter(([key, said]) => {
      const form = key.slice(baseOf(key).length + 1);
      const source = english[isPlural(key) ? `${baseOf(key)}.other` : key] ?? '';
      const names = placeholders(said);
      const full = placeholders(source);
      const spoken = full.filter((name) => name !== 'count');
      const isSpoken = FEW.includes(form) && `${names}` === `${spoken}`;
      return `${names}` !== `${full}` && !isSpoken;
    });
    expect(wrong).toEqual([]);
  });

  test('has no markup, no stray spaces, nothing empty, and leaves isolating to the code', () => {
    const wrong = Object.entries(texts).filter(
      ([, said]) =>
        said.trim() !== said ||
        said === '' ||
        /<[a-z/!]|&\w+;|\s{2}|[\u202a-\u202e\u2066-\u2069]/i.test(said),
    );
    expect(wrong).toEqual([]);
  });
});
