import { shippedTexts } from '../i18n/shipped-texts.ts';

/** What is said in a language, as the build put it beside the window's page. */
export async function readTexts(
  language: string,
): Promise<Readonly<Record<string, string>>> {
  const [keys, values] = await Promise.all([read('keys'), read(language)]);
  return shippedTexts(keys, values);
}

async function read(name: string): Promise<string[]> {
  const response = await fetch(`i18n/${name}.json`);
  if (!response.ok) throw new Error(`No texts in ${name}: ${response.status}`);
  return response.json();
}
