/** What the keyboard reaches in what is in front, but shows nothing for it. Runs in the page. */
export function focusFaults(): string[] {
  const covers = document.querySelectorAll('dialog[open], [popover]:popover-open');
  const front = [...covers].at(-1) ?? document.body;
  const reached = [
    ...front.querySelectorAll<HTMLElement>(
      'a[href], button, input, select, textarea, summary, [tabindex]',
    ),
  ].filter(
    (one) =>
      one.tabIndex >= 0 &&
      !one.matches(':disabled') &&
      one.checkVisibility({ visibilityProperty: true }),
  );
  const before = document.activeElement;
  const faults = reached.filter((one) => {
    // What has the focus already would not show it anew.
    if (document.activeElement === one) one.blur();
    one.focus({ focusVisible: true, preventScroll: true } as FocusOptions);
    return document.activeElement === one && !isOutlined(one);
  });
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  return faults.map((one) => one.outerHTML.slice(0, 160));

  function isOutlined(one: Element): boolean {
    const rows = one.querySelectorAll('[data-active="true"]');
    const around = [one, one.parentElement, one.closest('label, .choice'), ...rows];
    return around.some((part) => part && getComputedStyle(part).outlineStyle !== 'none');
  }
}
