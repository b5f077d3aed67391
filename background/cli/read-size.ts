const UNITS: Readonly<Record<string, number>> = { '': 1, K: 1 << 10, M: 1 << 20 };

/** Bytes, of "4096", "256K" or "1M"; NaN for what is no size. */
export function readSize(text: string): number {
  const match = /^(\d+)(|K|M)(?:i?B)?$/i.exec(text);
  return match ? Number(match[1]) * UNITS[match[2]!.toUpperCase()]! : Number.NaN;
}
