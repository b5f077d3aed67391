/**
 * How the files that the app was launched with get from the background page, which Chrome
 * gives them to, to the window: entries cannot be put in a message, but both pages are of
 * one process, and the background page holds the window.
 */
const EVENT = 'rill-launch-entries';

interface LaunchedWindow extends EventTarget {
  rillLaunchEntries?: FileSystemFileEntry[];
}

/** For the background page, at any time from the creation of the window. */
export function handOverLaunchEntries(
  target: EventTarget,
  entries: readonly FileSystemFileEntry[],
): void {
  const launched = target as LaunchedWindow;
  launched.rillLaunchEntries = [...(launched.rillLaunchEntries ?? []), ...entries];
  launched.dispatchEvent(new Event(EVENT));
}

/** For the window: takes what was handed over so far, and what will be. */
export function onLaunchEntries(
  target: EventTarget,
  take: (entries: readonly FileSystemFileEntry[]) => void,
): void {
  const launched = target as LaunchedWindow;
  const takeAll = () => {
    const entries = launched.rillLaunchEntries ?? [];
    launched.rillLaunchEntries = [];
    if (entries.length > 0) take(entries);
  };
  launched.addEventListener(EVENT, takeAll);
  takeAll();
}
