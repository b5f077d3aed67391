import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { describeWith } from '../../support/counterpart.ts';
import { makeDetails } from './make-details.ts';
import { makeRow } from './make-row.ts';
import { useWindow } from './use-window.ts';

const SINTEL = makeRow(2, { name: 'Sintel (2010) 4K', size: 5_100_000_000 });

describeWith('chromium', () => {
  const ui = useWindow();

  async function choose(item: string, name = SINTEL.name): Promise<void> {
    await ui.click('button', `More: ${name}`);
    await ui.click('menuitem', item);
  }

  /** Of the window's one torrent, whatever it is called. */
  async function chooseOfFirst(item: string): Promise<void> {
    await ui.page.click('[role=row] [aria-haspopup=menu]');
    await ui.click('menuitem', item);
  }

  async function refuseNext(code: string, message = ''): Promise<void> {
    await ui.page.evaluate(
      (error) => {
        globalThis.harness.engine.nextFailure = error;
      },
      { fault: 'input', code, message } as const,
    );
  }

  async function clipboard(): Promise<string> {
    const { origin } = new URL(ui.page.url());
    await ui.page
      .browserContext()
      .overridePermissions(origin, ['clipboard-read', 'clipboard-sanitized-write']);
    return ui.page.evaluate(() => navigator.clipboard.readText());
  }

  test('copies the magnet link', async () => {
    await ui.open('mix');
    await choose('Copy magnet link');
    await ui.sees('Magnet link copied.');
    expect(await clipboard()).toBe(makeDetails(SINTEL).magnet);
  });

  test('says kindly that there is no magnet link yet', async () => {
    await ui.open('mix');
    await refuseNext('no-metadata');
    await choose('Copy magnet link', 'magnet: Cosmos Laundromat');
    await ui.sees('The magnet link could not be copied.');
    await ui.sees('The details of this torrent are not known yet.');
  });

  test('saves the torrent file under the name that the engine gives it', async () => {
    await ui.open('mix');
    const folder = await mkdtemp(join(tmpdir(), 'rill-'));
    const cdp = await ui.page.browser().target().createCDPSession();
    try {
      const options = { behavior: 'allow', downloadPath: folder, eventsEnabled: true };
      await cdp.send('Browser.setDownloadBehavior', options as never);
      const ended = new Promise<void>((done) => {
        cdp.on(
          'Browser.downloadProgress',
          ({ state }) => state === 'completed' && done(),
        );
      });
      await choose('Save torrent file…');
      await ended;
      expect(await readdir(folder)).toEqual([`${SINTEL.name}.torrent`]);
      expect(await readFile(join(folder, `${SINTEL.name}.torrent`), 'utf8')).toBe('de');
    } finally {
      await cdp.detach();
      await rm(folder, { recursive: true });
    }
  });

  test('edits the trackers by tier, and sends only what changed', async () => {
    await ui.open('mix');
    await choose('Edit trackers…');
    const field = await ui.find('textbox', 'Trackers');
    expect(await field.evaluate((element) => (element as HTMLInputElement).value)).toBe(
      'https://tracker.example/announce\nudp://tracker.example:6969/announce\n\n' +
        'http://backup.example/announce',
    );
    await ui.page.keyboard.type('http://first.example/\n\n');
    await ui.click('button', 'Save');
    await ui.page.waitForFunction(() => !document.querySelector('dialog'));
    const trackers = [['http://first.example/'], ...makeDetails(SINTEL).trackers];
    expect(await ui.commanded()).toEqual([
      { kind: 'get-details', id: SINTEL.id },
      { kind: 'set-trackers', id: SINTEL.id, trackers },
    ]);
  });

  test('edits the web seeds, and shows beside them what was refused', async () => {
    await ui.open('mix');
    await choose('Edit trackers…');
    const field = await ui.find('textbox', 'Web seeds');
    await field.focus();
    await ui.page.keyboard.down('Control');
    await ui.page.keyboard.press('End');
    await ui.page.keyboard.up('Control');
    await ui.page.keyboard.type('\nfoo');
    await refuseNext('bad-web-seed', 'foo is no address of a web seed');
    await ui.click('button', 'Save');
    await ui.sees('One line is not right: foo is no address of a web seed.');
    await ui.page.waitForFunction((it) => it === document.activeElement, {}, field);
    await ui.page.keyboard.press('Backspace');
    await ui.page.keyboard.press('Backspace');
    await ui.page.keyboard.press('Backspace');
    await ui.page.keyboard.type('http://b.example/');
    await ui.click('button', 'Save');
    await ui.page.waitForFunction(() => !document.querySelector('dialog'));
    expect((await ui.commanded()).at(-1)).toEqual({
      kind: 'set-web-seeds',
      id: SINTEL.id,
      webSeeds: ['https://files.example/', 'http://b.example/'],
    });
  });

  test('saves nothing when nothing changed', async () => {
    await ui.open('mix');
    await choose('Edit trackers…');
    await ui.find('textbox', 'Trackers');
    await ui.click('button', 'Save');
    await ui.page.waitForFunction(() => !document.querySelector('dialog'));
    expect((await ui.commanded()).map(({ kind }) => kind)).toEqual(['get-details']);
  });

  test('edits the trackers of a link whose files are not known yet', async () => {
    await ui.open('detailed');
    await choose('Edit trackers…', 'magnet: Cosmos Laundromat');
    const field = await ui.find('textbox', 'Trackers');
    expect(
      await field.evaluate((element) => (element as HTMLTextAreaElement).value),
    ).toMatch(/^https:\/\/tracker\.example\/announce\nudp:.*\n\nhttps:.*\n\nhttp:.*$/s);
    expect(await ui.page.$$('dialog textarea')).toHaveLength(1);
    await ui.page.keyboard.type('http://first.example/\n');
    await ui.click('button', 'Save');
    await ui.page.waitForFunction(() => !document.querySelector('dialog'));
    expect((await ui.commanded()).map(({ kind }) => kind)).toEqual([
      'get-details',
      'get-trackers',
      'set-trackers',
    ]);
  });

  test('says why there are no trackers to edit', async () => {
    await ui.open('mix');
    await refuseNext('no-such-torrent');
    await choose('Edit trackers…');
    await ui.sees('This torrent is no longer in your list.');
    expect(await ui.page.$('textarea')).toBeNull();
    await ui.page.keyboard.press('Escape');
    await ui.page.waitForFunction(() => !document.querySelector('dialog'));
  });

  test('leaves 500 trackers as they are where one is added at their head', async () => {
    await ui.open('excess');
    await chooseOfFirst('Edit trackers…');
    await ui.find('textbox', 'Trackers');
    await ui.page.keyboard.press('Delete');
    await ui.page.keyboard.type('H');
    await ui.click('button', 'Save');
    await ui.page.waitForFunction(() => !document.querySelector('dialog'));
    const sent = (await ui.commanded()).at(-1);
    expect(sent).toMatchObject({ kind: 'set-trackers' });
    const { trackers } = sent as Extract<typeof sent, { kind: 'set-trackers' }>;
    expect(trackers).toHaveLength(500);
    expect(trackers[0]?.[0]).toMatch(/^Https:\/\/tracker-0\.example/);
  });

  test('passes on one torrent at a time', async () => {
    await ui.open('mix');
    await ui.page.focus('.list [role=grid]');
    await ui.page.keyboard.down('Control');
    await ui.page.keyboard.press('a');
    await ui.page.keyboard.up('Control');
    await ui.click('button', `More: ${SINTEL.name}`);
    const items = await ui.page.$$eval('[role=menuitem]', (found) =>
      found.map((item) => item.textContent),
    );
    expect(items).toEqual([
      'Resume',
      'Pause',
      'Check files',
      'Move to another folder…',
      'Labels…',
      'To the top of the queue',
      'Up in the queue',
      'Down in the queue',
      'To the bottom of the queue',
      'Remove',
      'Remove and delete files…',
    ]);
  });
});
