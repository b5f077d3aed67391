import { CommandFailure } from '../client/command-failure.ts';
import { FoldersElsewhere } from '../client/window-host.ts';
import { errorSentence } from '../format/error-text.ts';
import { text } from '../i18n/text.ts';
import type { Toasts } from './toasts.ts';

/** Shows a failure as a toast, under the headline if there is one. */
export async function attempt(
  toasts: Toasts,
  run: () => Promise<void>,
  headline?: string,
): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (error instanceof FoldersElsewhere) {
      toasts.show({ tone: 'plain', text: text('folder.elsewhere') });
      return;
    }
    const reason = error instanceof CommandFailure ? errorSentence(error.report) : '';
    const said = reason || String(error instanceof Error ? error.message : error);
    toasts.show(
      headline === undefined
        ? { tone: 'bad', text: said }
        : { tone: 'bad', text: headline, detail: said },
    );
  }
}
