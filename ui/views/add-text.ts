import { linksWithin, readLinks } from '../client/links.ts';
import { text } from '../i18n/text.ts';
import type { App } from '../store/app.ts';

/** Adds the links in text that was pasted or dropped, or says why there are none. */
export function addText(app: App, pasted: string): void {
  const read = readLinks(pasted);
  switch (read.kind) {
    case 'links':
      void app.adding.links(read.links);
      return;
    case 'not-a-link': {
      const within = linksWithin(pasted);
      if (within.length > 0) return void app.adding.links(within);
      return app.toasts.show({ tone: 'bad', text: text('add.not-a-link') });
    }
    case 'empty':
      return;
    default:
      return read satisfies never;
  }
}
