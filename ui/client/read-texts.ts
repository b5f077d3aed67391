/** What is said in a language, as the build put it beside the window's page. */
export async function readTexts(
  language: string,
): Promise<Readonly<Record<string, string>>> {
  const response = await fetch(`i18n/${language}.json`);
  if (!response.ok) throw new Error(`No texts in ${language}: ${response.status}`);
  return response.json();
}
