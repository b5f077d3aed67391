import { startHandler, TRIAL_LINK } from '../ui/companion.tsx';
import { createCompanionHost } from './platform/chrome-extension/companion-host.ts';
import { magnetsSeen } from './platform/chrome-extension/magnets-seen.ts';
import { readText } from './platform/chrome-extension/read-text.ts';
import { createWindowHost } from './platform/chrome-extension/window-host.ts';

// The page that Chrome opens for a magnet link. Any page on the web may open it, with
// anything for a link: it is shown to nobody within another page, and does no more than a
// click on a link would do.

declare const RILL_APP_ID: string;

async function handle(link: string): Promise<void> {
  await magnetsSeen.set(true);
  const companion = createCompanionHost(RILL_APP_ID);
  const handling = await startHandler(createWindowHost(RILL_APP_ID), companion);
  if (link === TRIAL_LINK) handling.state = 'works';
  else if (readText(link).kind !== 'magnet') handling.state = 'bad';
  else {
    handling.state = await companion.add(link);
    if (handling.state === 'delivered') await leave();
  }
}

/** Back to the page that the link was on. */
async function leave(): Promise<void> {
  if (history.length > 1) return history.back();
  const tab = await chrome.tabs.getCurrent();
  if (tab?.id !== undefined) await chrome.tabs.remove(tab.id);
}

if (window.top === window) {
  void handle(new URL(location.href).searchParams.get('link') ?? '');
}
