/** Texts of a language by key, from the two files that the build ships them in. */
export function shippedTexts(
  keys: readonly string[],
  values: readonly (string | null)[],
): Readonly<Record<string, string>> {
  const known = keys.flatMap((key, index) => {
    const value = values[index];
    return typeof value === 'string' ? [[key, value] as const] : [];
  });
  return Object.fromEntries(known);
}
