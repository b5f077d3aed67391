import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, Page } from 'puppeteer';
import type { Command } from '../../../src/api/contract.ts';
import { type HarnessSite, startHarnessSite } from './harness-site.ts';
import { makeRow } from './make-row.ts';
import { openBrowser } from './open-browser.ts';
import type { ScenarioName } from './scenarios.ts';

const START_LIMIT = 60_000;
const MAGNET = 'magnet:?xt=urn:btih:c12fe1c06bba254a9dc9f519b335aa7c1367a88a&dn=Sintel';

let site: HarnessSite;
let browser: Browser;
let page: Page;
let faults: string[];

beforeAll(async () => {
  site = await startHarnessSite();
  browser = await openBrowser();
}, START_LIMIT);

afterAll(async () => {
  await browser?.close();
  await site?.close();
}, START_LIMIT);

beforeEach(async () => {
  page = await browser.newPage();
  faults = [];
  page.on('pageerror', (error) => faults.push(String(error)));
});

afterEach(async () => {
  await page.close();
  expect(faults).toEqual([]);
});

async function open(scenario: ScenarioName, width = 1280): Promise<void> {
  await page.setViewport({ width, height: 720 });
  await page.goto(`${site.url}?scenario=${scenario}`);
  await page.waitForSelector('.bar-rate');
}

/** By what a person would call it. */
const find = (role: string, name: string) =>
  page.waitForSelector(`::-p-aria([name="${name}"][role="${role}"])`, { visible: true });

async function click(role: string, name: string): Promise<void> {
  await (await find(role, name))?.click();
}

/** Waits until the window shows the text. */
const sees = (text: string) => page.waitForSelector(`::-p-text(${text})`);

/** What was commanded, but for the greeting. */
async function commanded(): Promise<Command[]> {
  const commands = await page.evaluate(() => globalThis.harness.engine.commands);
  return commands.filter(
    ({ kind }) => !['hello', 'subscribe', 'get-settings'].includes(kind),
  );
}

const selected = () =>
  page.$$eval('[role=row][aria-selected=true] .row-name', (names) =>
    names.map((name) => name.textContent),
  );

test('says what to do first when there is nothing', async () => {
  await open('empty');
  await sees('What would you like to download?');
  await sees('Until then files are kept inside Chrome');
});

test('adds a link that is typed', async () => {
  await open('empty');
  await (await find('textbox', 'Magnet link or address of a torrent'))?.type(MAGNET);
  await click('button', 'Add');
  await sees('1 selected');
  expect(await selected()).toEqual(['Sintel']);
  expect(await commanded()).toEqual([
    { kind: 'add', source: { kind: 'link', text: MAGNET } },
  ]);
});

test('explains beside the field why something is not a link', async () => {
  await open('empty');
  const field = await find('textbox', 'Magnet link or address of a torrent');
  await field?.type('sintel');
  await page.keyboard.press('Enter');
  await sees('That is not a link');
  expect(await commanded()).toEqual([]);
});

test('shows beside the field what the engine refused, and keeps what was typed', async () => {
  await open('empty');
  await page.evaluate(() => {
    globalThis.harness.engine.nextFailure = {
      fault: 'input',
      code: 'already-added',
      message: '',
    };
  });
  const field = await find('textbox', 'Magnet link or address of a torrent');
  await field?.type(MAGNET);
  await page.keyboard.press('Enter');
  await sees('This torrent is already in your list.');
  expect(await field?.evaluate((input) => (input as HTMLInputElement).value)).toBe(
    MAGNET,
  );
});

test('adds what is pasted anywhere', async () => {
  await open('mix');
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    document.body.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  }, MAGNET);
  await sees('1 selected');
  expect(await selected()).toEqual(['Sintel']);
  expect(await commanded()).toHaveLength(1);
});

test('adds torrent files from the file dialog, which Ctrl+O opens', async () => {
  await open('empty');
  const chooser = page.waitForFileChooser();
  await page.keyboard.down('Control');
  await page.keyboard.press('o');
  await page.keyboard.up('Control');
  const path = createRequire(import.meta.url).resolve('preact/package.json');
  await (await chooser).accept([path]);
  await sees('From a file');
  const base64 = (await readFile(path)).toString('base64');
  expect(await commanded()).toEqual([{ kind: 'add', source: { kind: 'file', base64 } }]);
});

test('adds files that are dropped, and shows while they are dragged that it would', async () => {
  await open('mix');
  await drag('dragover');
  await sees('Drop torrent files or links to add them');
  await sees('Drop a folder to save your downloads there');
  await drag('drop');
  await sees('From a file');
  expect(await page.$('.drop-overlay')).toBeNull();
  expect(await commanded()).toEqual([
    { kind: 'add', source: { kind: 'file', base64: 'ZGU=' } },
  ]);
});

async function drag(type: string): Promise<void> {
  await page.evaluate((kind) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['de'], 'a.torrent'));
    const options = { dataTransfer, bubbles: true, cancelable: true };
    document.body.dispatchEvent(new DragEvent(kind, options));
  }, type);
}

test('adds the files that Rill was opened with', async () => {
  await open('empty');
  await page.evaluate(() => globalThis.harness.launch([new File(['de'], 'a.torrent')]));
  await sees('From a file');
});

test('does not read a file that is too large to be a torrent', async () => {
  await open('empty');
  await page.evaluate(() => {
    const film = new File([new Uint8Array(33 * 2 ** 20)], 'film.mkv');
    globalThis.harness.launch([film]);
  });
  await sees('This file is too large to be a torrent.');
  expect(await commanded()).toEqual([]);
});

test('uses a folder that is dropped for new downloads', async () => {
  await open('embedded');
  const folder = createRequire(import.meta.url).resolve('preact/package.json');
  const cdp = await page.createCDPSession();
  const data = {
    items: [],
    files: [folder.replace(/\/[^/]*$/, '')],
    dragOperationsMask: 1,
  };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await cdp.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
  }
  await sees('New downloads will be saved to');
  expect(await commanded()).toEqual([
    {
      kind: 'set-settings',
      changes: { defaultFolder: { id: 'chrome:8', name: 'Dropped' } },
    },
  ]);
});

test('offers to bring along what is inside Chrome when a folder is chosen', async () => {
  await open('embedded');
  await page.click('.notice button');
  await click('button', 'Move 2 torrents from Chrome there too');
  const folder = { id: 'chrome:9', name: 'Films' };
  expect(await commanded()).toEqual([
    { kind: 'set-settings', changes: { defaultFolder: folder } },
    { kind: 'move', id: makeRow(1).id, folder },
    { kind: 'move', id: makeRow(2).id, folder },
  ]);
});

test('saves what is inside Chrome to a folder in one click', async () => {
  await open('embedded');
  await page.click('[role=row][data-id] .embedded button');
  await sees('Moving, 25.0%');
  expect((await commanded()).map(({ kind }) => kind)).toEqual(['set-settings', 'move']);
});

test('pauses and resumes one torrent', async () => {
  await open('mix');
  const { id } = makeRow(1);
  await click('button', 'Pause: debian-13.2.0-amd64-DVD-1.iso');
  await click('button', 'Resume: debian-13.2.0-amd64-DVD-1.iso');
  await find('button', 'Pause: debian-13.2.0-amd64-DVD-1.iso');
  expect(await commanded()).toEqual([
    { kind: 'pause', id },
    { kind: 'resume', id },
  ]);
});

test('keeps the files of a torrent that is removed, unless told otherwise', async () => {
  await open('mix');
  await click('button', 'Remove…: Sintel (2010) 4K');
  await find('dialog', 'Remove this torrent?');
  await click('button', 'Remove');
  await click('button', 'Remove…: Big Buck Bunny 60fps');
  await page.click('.choice:nth-of-type(2)');
  await click('button', 'Remove and delete files');
  await sees('4 torrents');
  expect(await commanded()).toEqual([
    { kind: 'remove', id: makeRow(2).id, deleteData: false },
    { kind: 'remove', id: makeRow(3).id, deleteData: true },
  ]);
});

test('is worked by the keyboard alone', async () => {
  await open('mix');
  const names = (...numbers: number[]) =>
    numbers.map((number) => MIX_NAMES[number - 1] ?? '');
  const press = (key: Parameters<Page['keyboard']['press']>[0]) =>
    page.keyboard.press(key);
  await page.focus('[role=row][tabindex="0"]');
  await press('ArrowDown');
  expect(await selected()).toEqual(names(2));
  await page.keyboard.down('Shift');
  await press('ArrowDown');
  await page.keyboard.up('Shift');
  expect(await selected()).toEqual(names(2, 3));
  await press('Enter');
  await press('End');
  await press('Space');
  expect(await selected()).toEqual([]);
  await page.keyboard.down('Control');
  await press('a');
  await page.keyboard.up('Control');
  expect(await selected()).toHaveLength(6);
  await press('Escape');
  expect(await selected()).toEqual([]);
  await press('Home');
  await press('Delete');
  await find('dialog', 'Remove this torrent?');
  await press('Enter');
  await sees('5 torrents');
  expect(await commanded()).toEqual([
    { kind: 'pause', id: makeRow(2).id },
    { kind: 'pause', id: makeRow(3).id },
    { kind: 'remove', id: makeRow(1).id, deleteData: false },
  ]);
  await page.waitForFunction(() =>
    document.activeElement?.textContent?.includes('Sintel (2010) 4K'),
  );
});

const MIX_NAMES = [
  'debian-13.2.0-amd64-DVD-1.iso',
  'Sintel (2010) 4K',
  'Big Buck Bunny 60fps',
];

test('opens the menu of a row, and Escape leads back to its button', async () => {
  await open('mix');
  await click('button', 'More: Sintel (2010) 4K');
  await find('menuitem', 'Pause');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => document.querySelector('[role=menu]') === null);
  expect(await page.evaluate(() => document.activeElement?.ariaLabel)).toBe(
    'More: Sintel (2010) 4K',
  );
});

test('says of each error what is wrong and what to do, and tries again', async () => {
  await open('errors');
  await sees('There is no space left.');
  await sees('Reconnect the drive or put the folder back, then retry.');
  await sees('The tracker says: torrent not registered with this tracker');
  await sees('Something new went wrong.');
  await sees('Not listening: The port is used by another program.');
  await click('button', 'Retry: debian-13.2.0-amd64-DVD-1.iso');
  await find('button', 'Pause: debian-13.2.0-amd64-DVD-1.iso');
  expect(await commanded()).toEqual([{ kind: 'resume', id: makeRow(1).id }]);
});

test('tells of what completed and what failed, and only counts dropped peers', async () => {
  await open('complete');
  await page.evaluate((id) => {
    const { engine } = globalThis.harness;
    const error = { fault: 'storage', code: 'no-space', message: '' } as const;
    engine.alert({ kind: 'completed', id, name: 'One' });
    engine.alert({ kind: 'torrent-error', id, name: 'Two', error });
    engine.alert({ kind: 'peer-dropped', id, peer: '192.0.2.1:1', error });
  }, makeRow(1).id);
  await sees('1 misbehaving peer dropped');
  expect(await page.$$eval('.toast', (toasts) => toasts.length)).toBe(2);
});

test('shows that the engine is gone, and goes on when it is back', async () => {
  await open('mix');
  await page.evaluate(() => globalThis.harness.engine.disconnect());
  await sees('Reconnecting…');
  await click('button', 'Pause: Sintel (2010) 4K');
  await sees('Rill’s engine did not answer.');
  await page.waitForFunction(() => document.querySelector('.banner')?.textContent === '');
});

test('applies settings at once, and refuses a port that is none', async () => {
  await open('mix');
  await click('button', 'Settings');
  await (await find('combobox', 'Connections'))?.select('chrome-sockets');
  const port = await find('textbox', 'Listening port');
  await port?.click({ count: 3 });
  await port?.type('70000');
  await page.keyboard.press('Tab');
  await sees('A port is a whole number from 0 to 65535.');
  await port?.click({ count: 3 });
  await port?.type('51413');
  await click('button', 'Done');
  await page.waitForFunction(() => document.querySelector('dialog') === null);
  expect(await commanded()).toEqual([
    { kind: 'set-settings', changes: { transport: 'chrome-sockets' } },
    { kind: 'set-settings', changes: { listenPort: 51413 } },
  ]);
});

test('shows names as they are: no markup, none wider than its row', async () => {
  await open('names', 360);
  expect(await page.$('.list img')).toBeNull();
  await sees('<img src=x onerror=alert');
  for (const width of [360, 800, 1600]) {
    await page.setViewport({ width, height: 720 });
    const tooWide = await page.evaluate(
      () => document.querySelector('.main')!.scrollWidth > innerWidth,
    );
    expect({ width, tooWide }).toEqual({ width, tooWide: false });
  }
});

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const looks = (['empty', 'mix', 'embedded', 'errors'] as const).flatMap((scenario) =>
  (['light', 'dark'] as const).map((scheme) => [scenario, scheme] as const),
);

test.each(looks)('axe finds nothing wrong with %s in %s', async (scenario, scheme) => {
  await page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: scheme },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ]);
  await open(scenario, 800);
  expect(await axeFindings()).toEqual([]);
  if (scenario === 'empty') {
    await click('button', 'Settings');
  } else {
    await page.focus('[role=row][tabindex="0"]');
    await page.keyboard.press('Delete');
  }
  await page.waitForSelector('dialog[open]');
  expect(await axeFindings()).toEqual([]);
});

async function axeFindings(): Promise<string[]> {
  await page.evaluate(await readFile(AXE, 'utf8'));
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    const { violations } = await axe.run(document);
    return violations.flatMap((violation) =>
      violation.nodes.map(
        (node) => `${violation.id}: ${node.html} ${node.failureSummary}`,
      ),
    );
  });
}
