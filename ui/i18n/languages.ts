export interface Language {
  /** BCP 47; the name of its folder. */
  readonly tag: string;
  /** What those call it who read it. */
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
}

/** What the window can be read in. English is what the others are translated from. */
export const LANGUAGES = [
  { tag: 'en', name: 'English', direction: 'ltr' },
  { tag: 'de', name: 'Deutsch', direction: 'ltr' },
  { tag: 'es', name: 'Español', direction: 'ltr' },
  { tag: 'fr', name: 'Français', direction: 'ltr' },
  { tag: 'ja', name: '日本語', direction: 'ltr' },
  { tag: 'zh-CN', name: '简体中文', direction: 'ltr' },
  { tag: 'ar', name: 'العربية', direction: 'rtl' },
] as const satisfies readonly Language[];

export type LanguageTag = (typeof LANGUAGES)[number]['tag'];

/** The first that is to be had of those that are wanted, best first; else English. */
export function bestLanguage(wanted: readonly string[]): LanguageTag {
  for (const tag of wanted) {
    const found = LANGUAGES.find((known) => isOf(tag, known.tag));
    if (found) return found.tag;
  }
  return 'en';
}

/** What those call it who read it; a tag that is none of ours as it is. */
export function languageName(tag: string): string {
  return LANGUAGES.find((known) => known.tag === tag)?.name ?? tag;
}

/**
 * The tag to write figures and dates by: the first that is wanted of that language, with the
 * habits of its country ("de-CH"), else the language's own.
 */
export function bestLocale(language: LanguageTag, wanted: readonly string[]): string {
  return wanted.find((tag) => isOf(tag, language)) ?? language;
}

/** Who reads one kind of Chinese reads the other more easily than English. */
function isOf(tag: string, language: string): boolean {
  return base(tag) === base(language);
}

function base(tag: string): string {
  return tag.toLowerCase().split(/[-_]/)[0] ?? '';
}
