import { startPopup, startSetup } from '../ui/companion.tsx';
import { createCompanionHost } from './platform/chrome-extension/companion-host.ts';
import { openMagnet } from './platform/chrome-extension/open-magnet.ts';
import { createWindowHost } from './platform/chrome-extension/window-host.ts';

// The pages of the companion extension but for the window: all are this script's.

declare const RILL_APP_ID: string;

const host = createWindowHost(RILL_APP_ID);
const companion = createCompanionHost(RILL_APP_ID);

switch (location.pathname) {
  case '/popup.html':
    void startPopup(host, companion);
    break;
  case '/setup.html':
    void startSetup(host, companion);
    break;
  case '/magnet.html':
    void openMagnet(host, companion);
    break;
}
