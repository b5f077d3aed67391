import type { Page } from 'puppeteer';
import { order } from './order.ts';

/** Whether the app shows what is added before it begins. */
export function setAsking(page: Page, askWhenAdding: boolean): Promise<void> {
  return order(page, { kind: 'set-settings', changes: { askWhenAdding } });
}
