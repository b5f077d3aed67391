import type { CompanionHost } from '../../../ui/client/companion-host.ts';
import type { WindowHost } from '../../../ui/client/window-host.ts';
import { startHandler, TRIAL_LINK } from '../../../ui/companion.tsx';
import { magnetsSeen } from './magnets-seen.ts';
import { readText } from './read-text.ts';

/**
 * The page that Chrome opens for a magnet link. Any page on the web may open it, with anything
 * for a link: it is shown to nobody within another page, and does no more than a click on a
 * link would do.
 */
export async function openMagnet(
  host: WindowHost,
  companion: CompanionHost,
): Promise<void> {
  if (window.top !== window) return;
  const link = new URL(location.href).searchParams.get('link') ?? '';
  await magnetsSeen.set(true);
  const handling = await startHandler(host, companion);
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
