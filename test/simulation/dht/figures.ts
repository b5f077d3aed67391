/** The number below which that part of them is; NaN of none. */
export function quantile(numbers: readonly number[], part: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.round((sorted.length - 1) * part)] ?? Number.NaN;
}

export function middle(numbers: readonly number[]): number {
  return quantile(numbers, 0.5);
}

export function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

/** The part of them of which it is true, 0 to 1. */
export function share<T>(items: readonly T[], isSo: (item: T) => boolean): number {
  return items.filter(isSo).length / items.length;
}
