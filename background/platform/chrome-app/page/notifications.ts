import browser from 'webextension-polyfill';

const ICON = 'icons/128.png';
const WINDOW = 'main';

/** Tells of a complete download, unless the person is looking at the window anyway. */
export async function notifyCompleted(name: string): Promise<void> {
  const open = chrome.app.window.get(WINDOW);
  if (open?.contentWindow.document.hasFocus()) return;
  await browser.notifications.create({
    type: 'basic',
    iconUrl: chrome.runtime.getURL(ICON),
    title: 'Download complete',
    message: name,
  });
}

/** A click on any notification; it goes away. */
export function onNotificationClicked(clicked: () => void): void {
  browser.notifications.onClicked.addListener((id) => {
    clicked();
    void browser.notifications.clear(id);
  });
}
