/** So that two texts are equal that differ only in case, accents or the width of letters. */
export function foldText(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toUpperCase();
}
