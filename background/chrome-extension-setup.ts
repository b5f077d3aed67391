import { startSetup } from '../ui/companion.tsx';
import { createCompanionHost } from './platform/chrome-extension/companion-host.ts';
import { createWindowHost } from './platform/chrome-extension/window-host.ts';

declare const RILL_APP_ID: string;

void startSetup(createWindowHost(RILL_APP_ID), createCompanionHost(RILL_APP_ID));
