import details from './en/details.json' with { type: 'json' };
import errors from './en/errors.json' with { type: 'json' };
import settings from './en/settings.json' with { type: 'json' };
import window from './en/window.json' with { type: 'json' };

/** All that the window says, in English. */
export const en = { ...window, ...details, ...settings, ...errors };

export type TextKey = keyof typeof en;

/** The language of the text, and so of the figures in it. */
export const LOCALE = 'en';

type PluralBase<Key> = Key extends `${infer Base}.other` ? Base : never;
export type PluralKey = PluralBase<TextKey>;

export type TextValues = Readonly<Record<string, string>>;

const TEXTS: Readonly<Record<string, string>> = en;
const RULES = new Intl.PluralRules(LOCALE);
const COUNT = new Intl.NumberFormat(LOCALE);

export function hasText(key: string): key is TextKey {
  return Object.hasOwn(TEXTS, key);
}

/** The text for `key`, with each {word} in it replaced by the value of that name. */
export function text(key: TextKey, values: TextValues = {}): string {
  return fill(en[key], values);
}

/** The form of the text that fits `count`, which it shows as {count}. */
export function plural(key: PluralKey, count: number, values: TextValues = {}): string {
  return fill(pluralWord(key, count), { ...values, count: formatCount(count) });
}

/** The form that fits `count`, as it stands. */
export function pluralWord(key: PluralKey, count: number): string {
  return TEXTS[`${key}.${RULES.select(count)}`] ?? en[`${key}.other`];
}

export function formatCount(count: number): string {
  return COUNT.format(count);
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
