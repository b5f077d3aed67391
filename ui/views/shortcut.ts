/** Ctrl and a letter, or Command and it on a Mac, and nothing else. */
export function isShortcut(event: KeyboardEvent, letter: string): boolean {
  const held = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  return held && event.key.toLowerCase() === letter;
}

/** Whether what is typed goes into a field, which then has its keys to itself. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, select, textarea') !== null;
}

/** While a dialog or a menu is open the window behind it is not to be worked on. */
export function isCovered(): boolean {
  return document.querySelector('dialog[open], [popover]:popover-open') !== null;
}

/** Whether the focus is in a part of the window where Delete is not for the list. */
export function hasOwnKeys(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-own-keys]') !== null;
}
