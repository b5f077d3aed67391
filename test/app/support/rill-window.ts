import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElementHandle, KeyInput, Page } from 'puppeteer';
import { asRead } from './as-read.ts';
import { drop } from './drop.ts';
import { eventually } from './eventually.ts';
import { WindowRow } from './window-row.ts';

const PATIENCE_MS = 15_000;

/** Rill's window, as a person uses it: things are found by role and accessible name. */
export class RillWindow {
  readonly page: Page;
  /** Errors that nobody caught. */
  readonly faults: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.faults.push(String(error)));
  }

  /** Once the engine answered. */
  isReady(): Promise<void> {
    return this.sees('Listening on port');
  }

  async find(role: string, name: string): Promise<ElementHandle> {
    const selector = `::-p-aria([name="${name}"][role="${role}"])`;
    const options = { visible: true, timeout: PATIENCE_MS };
    try {
      return (await this.page.waitForSelector(selector, options))!;
    } catch (cause) {
      throw new Error(`no ${role} "${name}", but: ${await this.text()}`, { cause });
    }
  }

  async click(role: string, name: string): Promise<void> {
    await (await this.find(role, name)).click();
  }

  /** Presses keys together: press('Control', 'o'). */
  async press(...keys: KeyInput[]): Promise<void> {
    const held = keys.slice(0, -1);
    for (const key of held) await this.page.keyboard.down(key);
    await this.page.keyboard.press(keys.at(-1)!);
    for (const key of held.reverse()) await this.page.keyboard.up(key);
  }

  /** The list's row of the torrent with that name. */
  row(name: string): WindowRow {
    return new WindowRow(this.page, name);
  }

  /** The names in the list, as it is ordered. */
  names(): Promise<string[]> {
    return this.page.$$eval('[role=grid] [role=row] .row-name', (names) =>
      names.map((name) => name.textContent),
    );
  }

  /** Drops files and folders onto the window. Chromium takes none from under /dev. */
  drop(...paths: string[]): Promise<void> {
    return drop(this.page, ...paths);
  }

  /** Drops a folder to save in, and waits until Rill says that it does. */
  async chooseFolder(path: string): Promise<void> {
    await this.drop(path);
    await this.click('button', 'Save downloads here');
    await this.sees(`New downloads will be saved to ${path.split('/').at(-1)}.`);
  }

  /** Drops a folder or files and shares them; `format` as the dialog names it. */
  async share(paths: readonly string[], format?: string): Promise<void> {
    await this.drop(...paths);
    // Only of a folder it is asked what it is for.
    if ((await stat(paths[0]!)).isDirectory() && paths.length === 1) {
      await this.click('button', 'Share it');
    }
    if (format) {
      await this.page.locator('summary ::-p-text(Advanced)').click();
      await this.page.locator(`label ::-p-text(${format})`).click();
    }
    await this.click('button', 'Share');
  }

  /** Has the row's torrent saved as a file, which Chrome puts into `directory`; its path. */
  async saveTorrentFile(name: string, directory: string): Promise<string> {
    // It holds as long as the session does.
    const session = await this.page.createCDPSession();
    const behavior = { behavior: 'allow', downloadPath: directory } as const;
    await session.send('Browser.setDownloadBehavior', behavior);
    await this.row(name).press('More');
    await this.click('menuitem', 'Save torrent file…');
    const path = join(directory, `${name}.torrent`);
    await eventually(
      async () => (await stat(path).catch(() => undefined)) !== undefined,
      async () => `${path} saved, in:\n${await this.text()}`,
    );
    await session.detach();
    return path;
  }

  /** "127.0.0.1:port", to connect to. */
  async address(): Promise<string> {
    return `127.0.0.1:${/Listening on port (\d+)/.exec(await this.text())?.[1]}`;
  }

  /** Picks files in the dialog that "Open file…" opens. */
  async pick(...paths: string[]): Promise<void> {
    const chooser = this.page.waitForFileChooser({ timeout: PATIENCE_MS });
    await this.click('button', 'Open file…');
    await (await chooser).accept(paths);
  }

  /** Puts the text on the clipboard and presses Ctrl+V with nothing focused. */
  async paste(text: string): Promise<void> {
    const field = await this.find('textbox', 'Magnet link or address of a torrent');
    await field.focus();
    await this.page.keyboard.sendCharacter(text);
    await this.#edit('a', 'SelectAll');
    await this.#edit('x', 'Cut');
    await field.evaluate((element) => (element as HTMLElement).blur());
    await this.#edit('v', 'Paste');
  }

  /** Once the text is to be read anywhere in the window. */
  async sees(text: string, timeout = PATIENCE_MS): Promise<void> {
    await eventually(
      async () => (await this.text()).includes(text),
      async () => `"${text}" in:\n${await this.text()}`,
      timeout,
    );
  }

  /** Once the text is to be read nowhere in the window. */
  async seesNoMore(text: string, timeout = PATIENCE_MS): Promise<void> {
    await eventually(
      async () => !(await this.text()).includes(text),
      async () => `no "${text}" in:\n${await this.text()}`,
      timeout,
    );
  }

  /** All that is to be read. */
  async text(): Promise<string> {
    // biome-ignore lint/performance/useDomNodeTextContent: only what is to be seen counts
    return asRead(await this.page.evaluate(() => document.body.innerText));
  }

  /** A key with Control held, which a headless Chromium maps to no edit by itself. */
  async #edit(key: KeyInput, command: string): Promise<void> {
    await this.page.keyboard.down('Control');
    await this.page.keyboard.press(key, { commands: [command] });
    await this.page.keyboard.up('Control');
  }
}
