import browser from 'webextension-polyfill';
import type { ErrorReport } from '../../../../src/api/contract.ts';
import type { Notice } from '../../../host/notice.ts';
import { windowIsInFront } from './app-window.ts';
import { type PageTexts, readPageTexts } from './texts.ts';

const ICON = 'icons/128.png';

/** Tells of it, unless the person is looking at the window anyway. */
export async function notify(notice: Notice): Promise<void> {
  if (windowIsInFront()) return;
  const words = noticeWords(notice, await readPageTexts());
  await browser.notifications.create(`${notice.kind}:${notice.id}`, {
    type: 'basic',
    iconUrl: chrome.runtime.getURL(ICON),
    ...words,
  });
}

/** A click on a notification, by the id of its torrent; it goes away. */
export function onNotificationClicked(clicked: (torrent: string) => void): void {
  browser.notifications.onClicked.addListener((id) => {
    clicked(id.slice(id.indexOf(':') + 1));
    void browser.notifications.clear(id);
  });
}

export function noticeWords(
  { kind, name, error }: Notice,
  texts: PageTexts,
): { readonly title: string; readonly message: string } {
  if (!error) return { title: texts.text(`notification.${kind}`) ?? '', message: name };
  return {
    title: texts.text(`notification.${kind}`, { name }) ?? name,
    message: errorWords(error, texts),
  };
}

/** As ui/format/error-text.ts has them: what is wrong, and what to do about it. */
function errorWords({ fault, code, message }: ErrorReport, texts: PageTexts): string {
  const key = `error.${fault}.${code}`;
  const what = texts.text(key, { message }) ?? message;
  const next = texts.text(`${key}.next`, { message });
  return next === undefined ? what : `${what} ${next}`;
}
