import { asRead } from './as-read.ts';
import { eventually } from './eventually.ts';
import type { RillWindow } from './rill-window.ts';

export type DetailsTab =
  | ('General' | 'Files' | 'Peers' | 'Trackers')
  | ('Speed' | 'Log' | 'Options');

/** The details below the list, of the torrent with that name. */
export class WindowDetails {
  readonly #window: RillWindow;

  private constructor(window: RillWindow) {
    this.#window = window;
  }

  /** Opens them from the row's menu. */
  static async open(window: RillWindow, name: string): Promise<WindowDetails> {
    await window.row(name).press('More');
    await window.click('menuitem', 'Details');
    await window.find('region', 'Details');
    return new WindowDetails(window);
  }

  choose(tab: DetailsTab): Promise<void> {
    return this.#window.click('tab', tab);
  }

  /** What is to be read in the first row of the open tab that matches, once there is one. */
  shows(expected: RegExp, timeout?: number): Promise<string> {
    return eventually(
      async () => (await this.rows()).find((row) => expected.test(row)),
      async () => `${expected} in:\n${(await this.rows()).join('\n')}`,
      timeout,
    );
  }

  /** What is to be read in each row of the open tab's list. */
  async rows(): Promise<string[]> {
    const rows = await this.#window.page.$$eval(
      '.pane :is([role=rowgroup] [role=row], tbody tr)',
      (all) =>
        // biome-ignore lint/performance/useDomNodeTextContent: only what is to be seen counts
        all.map((row) => (row as HTMLElement).innerText),
    );
    return rows.map(asRead);
  }
}
