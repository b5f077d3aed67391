/** The arrow keys that lead back and forth along a line, as `element` is read. */
export function inlineKeys(element: Element): readonly [back: string, forth: string] {
  return isRightToLeft(element)
    ? ['ArrowRight', 'ArrowLeft']
    : ['ArrowLeft', 'ArrowRight'];
}

export function isRightToLeft(element: Element): boolean {
  return getComputedStyle(element).direction === 'rtl';
}
