import { computed, type Signal, signal } from '@preact/signals';
import { en, type TextKey } from './english.ts';
import type { LanguageTag } from './languages.ts';

export type { TextKey } from './english.ts';

type PluralBase<Key> = Key extends `${infer Base}.other` ? Base : never;
export type PluralKey = PluralBase<TextKey>;

export type TextValues = Readonly<Record<string, string>>;

/** What is said in one language. Lacks a key now and then: English stands in. */
export interface Texts {
  readonly language: LanguageTag;
  /** The language as it is written where the person is, for figures and dates. */
  readonly locale: string;
  readonly entries: Readonly<Record<string, string>>;
}

const ENGLISH: Texts = { language: 'en', locale: 'en', entries: en };

/** Whatever is drawn from it is drawn again when it changes. */
const texts: Signal<Texts> = signal(ENGLISH);

export function setTexts(next: Texts): void {
  texts.value = next;
}

export function currentLanguage(): LanguageTag {
  return texts.value.language;
}

/** For Intl. */
export function locale(): string {
  return texts.value.locale;
}

/** What `make` gives for the locale: kept, for an Intl format costs far more than its use. */
export function perLocale<Made>(make: (locale: string) => Made): () => Made {
  const made = computed(() => make(texts.value.locale));
  return () => made.value;
}

const rules = computed(() => new Intl.PluralRules(texts.value.language));
const count = perLocale((tag) => new Intl.NumberFormat(tag));

export function hasText(key: string): key is TextKey {
  return Object.hasOwn(en, key);
}

/** The text for `key`, with each {word} in it replaced by the value of that name. */
export function text(key: TextKey, values: TextValues = {}): string {
  return fill(texts.value.entries[key] ?? en[key], values);
}

/** The form of the text that fits `count`, which it shows as {count}. */
export function plural(key: PluralKey, count: number, values: TextValues = {}): string {
  return fill(pluralWord(key, count), { ...values, count: formatCount(count) });
}

/** The form that fits `count`, as it stands. */
export function pluralWord(key: PluralKey, count: number): string {
  const { entries } = texts.value;
  const found = entries[`${key}.${rules.value.select(count)}`] ?? entries[`${key}.other`];
  if (found !== undefined) return found;
  const one = `${key}.one`;
  return count === 1 && hasText(one) ? en[one] : en[`${key}.other`];
}

export function formatCount(value: number): string {
  return count().format(value);
}

/**
 * A name within a sentence, kept from turning the rest of it around when it is written from
 * right to left (Unicode FSI and PDI).
 */
export function isolate(name: string): string {
  return `\u2068${name}\u2069`;
}

function fill(template: string, values: TextValues): string {
  return template.replaceAll(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
