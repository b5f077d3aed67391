import { bestLanguage, LANGUAGES } from '../../../../ui/i18n/languages.ts';
import { shippedTexts } from '../../../../ui/i18n/shipped-texts.ts';

/** As window-host.ts keeps it. */
const APPEARANCE = 'appearance';
const ENGLISH = 'en';

type Entries = Readonly<Record<string, string>>;

/** What Rill says outside its window, in the language that the window speaks. */
export interface PageTexts {
  /** With each {word} in it replaced; undefined when there are no words for it. */
  text(key: string, values?: Readonly<Record<string, string>>): string | undefined;
}

export async function readPageTexts(): Promise<PageTexts> {
  const english = await readEntries(ENGLISH);
  const entries = await readEntries(await language()).catch(() => english);
  return {
    text: (key, values = {}) =>
      (entries[key] ?? english[key])?.replaceAll(
        /\{(\w+)\}/g,
        (whole, name) => values[name] ?? whole,
      ),
  };
}

async function readEntries(tag: string): Promise<Entries> {
  const [keys, values] = await Promise.all([readJson('keys'), readJson(tag)]);
  return shippedTexts(keys, values);
}

async function readJson(name: string): Promise<string[]> {
  const response = await fetch(chrome.runtime.getURL(`i18n/${name}.json`));
  return response.json();
}

async function language(): Promise<string> {
  const kept = await new Promise<Record<string, unknown>>((resolve) => {
    chrome.storage.local.get(APPEARANCE, (all) => resolve(all));
  });
  const appearance = kept[APPEARANCE] as
    | { readonly preferences?: { readonly language?: unknown } }
    | undefined;
  const chosen = appearance?.preferences?.language;
  const known = LANGUAGES.find(({ tag }) => tag === chosen);
  return (
    known?.tag ?? bestLanguage([chrome.i18n.getUILanguage(), ...navigator.languages])
  );
}
