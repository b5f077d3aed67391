/** Whether one of the patterns is the name, in any letter case; "*" is any characters. */
export function isIgnored(name: string, patterns: readonly string[]): boolean {
  const folded = name.toLowerCase();
  return patterns.some((pattern) => matches(folded, pattern.toLowerCase()));
}

/** What lies between the stars is looked for in turn: no pattern takes long. */
function matches(name: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return name === pattern;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at + last.length <= name.length && name.endsWith(last);
}
