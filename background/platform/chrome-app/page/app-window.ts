import { ignoreAnswer } from './answer.ts';

const PAGE = 'window.html';
/** One window only: Chrome brings an open one with this id to the front. */
const ID = 'main';

/** Opens the window, or brings it to the front. */
export function openWindow(): void {
  chrome.app.window.create(
    PAGE,
    {
      id: ID,
      innerBounds: { width: 960, height: 640, minWidth: 420, minHeight: 320 },
    },
    ignoreAnswer,
  );
}

/** Whether the person is looking at it. */
export function windowIsInFront(): boolean {
  return Boolean(chrome.app.window.get(ID)?.contentWindow.document.hasFocus());
}
