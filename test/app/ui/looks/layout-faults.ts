/**
 * What does not fit, of what is in front: parts beyond the window that nothing scrolls to or
 * clips; text that is cut without an ellipsis; targets of less than 24 pixels, which axe lets
 * pass where there is room around them. Runs in the page.
 */
export function layoutFaults(): string[] {
  const dialogs = document.querySelectorAll('dialog[open], [popover]:popover-open');
  const front = [...dialogs].at(-1) ?? document.body;
  const parts = [...front.querySelectorAll<HTMLElement>('*')].filter(
    (part) =>
      part.checkVisibility({ visibilityProperty: true }) &&
      !part.closest('.unseen, svg, canvas, .uplot, option, [data-unseen]'),
  );
  const faults: string[] = [];
  const TARGETS = 'button, select, summary, input, textarea';
  for (const part of parts) {
    const style = getComputedStyle(part);
    const { left, right } = part.getBoundingClientRect();
    if (part.matches(TARGETS) && isSmall(part)) faults.push(`small: ${describe(part)}`);
    if ((left < -0.5 || right > innerWidth + 0.5) && !isClipped(part)) {
      faults.push(`beyond the window: ${describe(part)}`);
    }
    const clips = style.overflowX !== 'visible' && style.clipPath === 'none';
    if (clips && part.scrollWidth > part.clientWidth + 1) {
      const scrolls = style.overflowX === 'auto' || style.overflowX === 'scroll';
      if (scrolls && !part.matches('.tabs, input, textarea')) {
        faults.push(`scrolls sideways: ${describe(part)}`);
      } else if (
        !scrolls &&
        hasText(part) &&
        style.textOverflow !== 'ellipsis' &&
        style.webkitLineClamp === 'none'
      ) {
        faults.push(`is cut: ${describe(part)}`);
      }
    }
  }
  return faults;

  /** A label can be clicked, too, and what has no width of its own is part of something else. */
  function isSmall(part: Element): boolean {
    const target = part.closest('label, .choice') ?? part;
    const { width, height } = target.getBoundingClientRect();
    const head = part.closest('.grid-head');
    const isUnseen = head && getComputedStyle(head).clipPath !== 'none';
    return !isUnseen && width > 0 && (width < 23.5 || height < 23.5);
  }

  function hasText(part: Element): boolean {
    return [...part.childNodes].some(
      (node) => node instanceof Text && node.data.trim() !== '',
    );
  }

  function isClipped(part: Element): boolean {
    for (let up = part.parentElement; up && up !== document.body; up = up.parentElement) {
      if (getComputedStyle(up).overflowX !== 'visible') {
        const { left, right } = up.getBoundingClientRect();
        if (left >= -0.5 && right <= innerWidth + 0.5) return true;
      }
    }
    return false;
  }

  function describe(part: Element): string {
    const { left, right } = part.getBoundingClientRect();
    const text = part.textContent?.trim().slice(0, 40) ?? '';
    const name = `${part.tagName.toLowerCase()}.${part.className}`;
    return `${name} "${text}" ${Math.round(left)}–${Math.round(right)} of ${innerWidth}`;
  }
}
