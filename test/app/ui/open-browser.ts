import puppeteer, { type Browser } from 'puppeteer';
import { chromiumPath } from '../../../background/launch/setup.mjs';

/** A headless Chromium of the system's, with nothing in it but the page. */
export function openBrowser(): Promise<Browser> {
  return puppeteer.launch({
    executablePath: chromiumPath() ?? 'chromium',
    headless: true,
    args: [
      '--no-first-run',
      '--disable-gpu',
      '--disable-quic',
      '--disable-sync',
      '--disable-background-networking',
      '--disable-component-update',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
}
