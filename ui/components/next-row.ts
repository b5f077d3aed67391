/** Where a key leads from row `at` of `count`; undefined for a key that does not move. */
export function nextRow(
  key: string,
  at: number,
  count: number,
  page: number,
): number | undefined {
  const within = (row: number) => Math.max(0, Math.min(row, count - 1));
  switch (key) {
    case 'ArrowDown':
      return within(at + 1);
    case 'ArrowUp':
      return within(at - 1);
    case 'PageDown':
      return within(at + page);
    case 'PageUp':
      return within(at - page);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
