/** A port as a person types it: digits, 0 to 65535; undefined when it is not one. */
export function readPort(typed: string): number | undefined {
  const digits = typed.trim();
  if (!/^\d{1,5}$/.test(digits)) return undefined;
  const port = Number(digits);
  return port <= 65_535 ? port : undefined;
}
