import { startWindow } from '../ui/main.tsx';
import { createWindowHost } from './platform/chrome-extension/window-host.ts';

declare const RILL_APP_ID: string;

void startWindow(createWindowHost(RILL_APP_ID));
