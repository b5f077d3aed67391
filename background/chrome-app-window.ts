import { startWindow } from '../ui/main.tsx';
import { createWindowHost } from './platform/chrome-app/window-host.ts';

void startWindow(createWindowHost());
