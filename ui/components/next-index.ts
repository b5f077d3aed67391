/**
 * Where a key leads in a ring of `count` things, from the one `at` which the focus is; undefined:
 * it is no key of theirs. `back` and `forth` are the names of two arrow keys.
 */
export function nextIndex(
  key: string,
  [back, forth]: readonly [back: string, forth: string],
  at: number,
  count: number,
): number | undefined {
  switch (key) {
    case forth:
      return (at + 1) % count;
    case back:
      return (at - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
