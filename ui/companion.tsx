import { type ComponentChildren, render } from 'preact';
import type { CompanionHost } from './client/companion-host.ts';
import type { WindowHost } from './client/window-host.ts';
import { HandlerPage, LinkHandling } from './companion/handler-page.tsx';
import { PopupPage } from './companion/popup-page.tsx';
import { SetupPage, TRIAL_LINK } from './companion/setup-page.tsx';
import { App, AppProvider } from './store/app.ts';

export { TRIAL_LINK };

/** The popup under the toolbar's button. */
export async function startPopup(host: WindowHost, companion: CompanionHost) {
  const app = new App(host);
  app.start();
  await draw(app, <PopupPage host={companion} />);
}

/** The page that a person begins with. */
export async function startSetup(host: WindowHost, companion: CompanionHost) {
  await draw(new App(host), <SetupPage host={companion} />);
}

/** The page that a magnet link opens; what becomes of the link is set on what it answers. */
export async function startHandler(
  host: WindowHost,
  companion: CompanionHost,
): Promise<LinkHandling> {
  const handling = new LinkHandling();
  await draw(new App(host), <HandlerPage host={companion} handling={handling} />);
  return handling;
}

async function draw(app: App, page: ComponentChildren): Promise<void> {
  await app.dress();
  render(<AppProvider value={app}>{page}</AppProvider>, document.body);
}
