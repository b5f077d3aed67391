import { type Signal, signal } from '@preact/signals';
import type { WindowHost } from '../client/window-host.ts';
import { text } from '../i18n/text.ts';
import type { KeptPart } from './appearance.ts';
import type { Toasts } from './toasts.ts';

const KEEP_OPEN = 'keep-open';

/** What a person is told once, and which of it they were. */
export class Hints implements KeptPart {
  readonly key = 'hints';
  readonly #told: Signal<readonly string[]> = signal([]);

  now(): readonly string[] {
    return this.#told.value;
  }

  restore(kept: unknown): void {
    if (Array.isArray(kept)) this.#told.value = kept.filter((hint) => hint === KEEP_OPEN);
  }

  /** On ChromeOS the firewall lets others in only while the app has a window. */
  async tellToKeepOpen(host: WindowHost, toasts: Toasts): Promise<void> {
    if (this.#told.peek().includes(KEEP_OPEN)) return;
    if ((await host.system()) !== 'chromeos') return;
    this.#told.value = [...this.#told.peek(), KEEP_OPEN];
    toasts.show({
      tone: 'plain',
      text: text('hint.keep-open'),
      detail: text('hint.keep-open.why'),
    });
  }
}
