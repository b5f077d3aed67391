interface ChromeEvent<Listener> {
  addListener(listener: Listener): void;
  removeListener(listener: Listener): void;
}

/** Hears an event of chrome.* until the signal fires. */
export function hear<Listener>(
  event: ChromeEvent<Listener>,
  ended: AbortSignal,
  listener: Listener,
): void {
  event.addListener(listener);
  ended.addEventListener('abort', () => event.removeListener(listener));
}
