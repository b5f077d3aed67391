import { startWindow } from '../ui/main.tsx';
import { createWindowHost } from './platform/chrome-app/window-host.ts';

startWindow(createWindowHost());
