import type { Traffic } from '../../../src/api/companion.ts';

const QUIET = '#5f6368';
const WARNING = '#b3261e';

/** On the toolbar's button: how many torrents download; its tooltip: how fast. */
export async function showTraffic(traffic: Traffic, title: string): Promise<void> {
  const { downloads } = traffic;
  await chrome.action.setBadgeBackgroundColor({ color: QUIET });
  await chrome.action.setBadgeText({ text: downloads > 0 ? `${downloads}` : '' });
  await chrome.action.setTitle({ title });
}

/** Something waits for the app; `title` says what to do. */
export async function showWaiting(title: string): Promise<void> {
  await chrome.action.setBadgeBackgroundColor({ color: WARNING });
  await chrome.action.setBadgeText({ text: '!' });
  await chrome.action.setTitle({ title });
}
