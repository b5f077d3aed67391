import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { readTexts } from '../../../build.mjs';
import type { PreferenceValues } from '../../../ui/store/preferences.ts';
import { describeWith } from '../../support/counterpart.ts';
import { axeFindings } from './axe-findings.ts';
import { useWindow } from './use-window.ts';

/** What the window says in Arabic. */
const arabic = (await readTexts()).get('ar') ?? {};

/** What was downloaded. */
interface Saved {
  readonly saved: Promise<string>;
}

describeWith('chromium', () => {
  const ui = useWindow();

  /** What was set, in order. */
  const set = async () =>
    (await ui.commanded()).flatMap((command) =>
      command.kind === 'set-settings' ? command.changes : [],
    );
  /** Types into a field, in place of what is in it, and leaves it. */
  const fill = async (name: string, typed: string) => {
    const field = await ui.find('textbox', name);
    await field.evaluate((element) => (element as HTMLInputElement).select());
    await ui.page.keyboard.press('Delete');
    await field.type(typed);
    await ui.page.keyboard.press('Tab');
  };
  const open = async () => {
    await ui.open('mix');
    await ui.click('button', 'Settings');
  };

  test('applies settings at once, and refuses a port that is none', async () => {
    await open();
    await (await ui.find('combobox', 'Sockets')).select('chrome-sockets');
    await fill('Listening port', '70000');
    await ui.sees('A port is a whole number from 0 to 65535.');
    await fill('Listening port', '51413');
    await ui.click('button', 'Done');
    await ui.page.waitForFunction(() => document.querySelector('dialog') === null);
    expect(await set()).toEqual([{ transport: 'chrome-sockets' }, { listenPort: 51413 }]);
  });

  test('a rate is typed in kB a second, and an empty field is no limit', async () => {
    await open();
    await fill('Download limit', '1,5');
    await fill('Upload limit', 'unlimited');
    await ui.sees('A number from 0.1 to 10,000,000, or nothing.');
    await fill('Upload limit', '20');
    await fill('Upload limit', '');
    expect(await set()).toEqual([
      { downLimit: 1_500 },
      { upLimit: 20_000 },
      { upLimit: 0 },
    ]);
  });

  test('what the engine refuses is said beside its field', async () => {
    await open();
    await ui.page.evaluate(() => {
      globalThis.harness.engine.nextFailure = {
        fault: 'input',
        code: 'bad-setting',
        message: '',
      };
    });
    await fill('Connections', '7');
    await ui.sees('That setting cannot be used. Choose another value.');
    const field = await ui.find('textbox', 'Connections');
    await ui.page.waitForFunction((it) => it.ariaInvalid === 'true', {}, field);
  });

  test('ways to find peers are turned off, and other first nodes given', async () => {
    await open();
    await ui.click('button', 'Finding peers');
    for (const label of await ui.page.$$('#settings-of-finding .choice')) {
      await label.click();
    }
    await (await ui.find('combobox', 'Trackers to ask')).select('every-tracker');
    await fill('First nodes of the DHT', 'nonsense');
    await ui.sees('is not a name with a port, such as router.example:6881.');
    await fill('First nodes of the DHT', 'node.example:6881');
    await ui.click('button', 'Reset “First nodes of the DHT”');
    await ui.page.waitForSelector('textarea.addresses:focus');
    const changes = await set();
    expect(changes.slice(0, 5)).toEqual([
      { dht: false },
      { pex: false },
      { lsd: false },
      { announceTo: 'every-tracker' },
      { dhtRouters: ['node.example:6881'] },
    ]);
    expect(changes[5]?.dhtRouters).toHaveLength(4);
  });

  test('the schedule is set by days and times', async () => {
    await open();
    await (await ui.find('combobox', 'Alternative limits')).select('scheduled');
    await ui.click('checkbox', 'Sunday');
    await ui.page.$eval('input[type=time]', (field) => {
      (field as HTMLInputElement).value = '22:30';
      field.dispatchEvent(new Event('change', { bubbles: true }));
    });
    expect(await set()).toEqual([
      { alternative: 'scheduled' },
      { schedule: { days: [1, 2, 3, 4, 5, 6], from: 480, to: 1200 } },
      { schedule: { days: [1, 2, 3, 4, 5, 6], from: 1350, to: 1200 } },
    ]);
  });

  test('sharing ends as it is set to, and never where the field is empty', async () => {
    await open();
    await fill('Stop at share ratio', '1.5');
    await fill('Stop after sharing for', '1.5');
    await ui.sees('A whole number from 0 to 10,000,000, or nothing.');
    await fill('Stop at share ratio', '');
    expect(await set()).toEqual([{ seedRatio: 1.5 }, { seedRatio: null }]);
  });

  test('a list of addresses to avoid is loaded and removed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rill-'));
    try {
      const list = join(folder, 'list.p2p');
      await writeFile(list, 'Someone:192.0.2.0-192.0.2.255\n');
      await open();
      const chooser = ui.page.waitForFileChooser();
      await ui.click('button', 'Load a list…');
      await (await chooser).accept([list]);
      await ui.sees('Loaded 0 ranges of addresses.');
      await ui.click('button', 'Remove the list');
      await ui.sees('The list is removed.');
      const sent = (await ui.commanded()).filter(({ kind }) => kind === 'set-ip-filter');
      expect(sent).toEqual([
        {
          kind: 'set-ip-filter',
          base64: Buffer.from('Someone:192.0.2.0-192.0.2.255\n').toString('base64'),
        },
        { kind: 'set-ip-filter', base64: null },
      ]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('settings are found by words, and Escape empties the search first', async () => {
    await open();
    await (await ui.find('searchbox', 'Search settings')).type('slots');
    await ui.find('textbox', 'Upload slots of a torrent');
    expect(await ui.page.$$eval('.setting', (all) => all.length)).toBe(1);
    await ui.page.keyboard.type('zzz');
    await ui.sees('No setting matches');
    await ui.page.keyboard.press('Escape');
    await ui.find('textbox', 'Download limit');
    await ui.page.keyboard.press('Escape');
    await ui.page.waitForFunction(() => document.querySelector('dialog') === null);
  });

  test('a group is gone to by its name', async () => {
    await open();
    await ui.click('button', 'IP filter');
    expect(await ui.page.evaluate(() => document.activeElement?.textContent)).toBe(
      'IP filter',
    );
    await ui.page.waitForFunction(() => {
      const box = document.querySelector('#settings-filter')!.getBoundingClientRect();
      return box.top > 0 && box.bottom < innerHeight;
    });
  });

  /** Until the host has that to remember. */
  const kept = (part: string) =>
    ui.page.waitForFunction(
      (it) => sessionStorage.getItem('appearance')?.includes(it),
      {},
      part,
    );
  /** What is said at the foot. */
  const said = (text: string) =>
    ui.page.waitForFunction(
      (expected) =>
        document.querySelector('.dialog-foot [role=status]')?.textContent === expected,
      {},
      text,
    );

  test('the window speaks the language that is chosen, at once and the next time', async () => {
    await open();
    await (await ui.find('combobox', 'Language')).select('ar');
    const isArabic = () => document.documentElement.matches('[lang=ar][dir=rtl]');
    await ui.page.waitForFunction(isArabic);
    expect(await ui.page.$eval('dialog h2', (title) => title.textContent)).toBe(
      arabic['settings.title'],
    );
    await kept('"ar"');
    await ui.page.reload();
    await ui.page.waitForFunction(isArabic);
    await ui.find('button', arabic['action.settings'] ?? '');
  });

  test('theme, contrast and density are worn at once', async () => {
    await open();
    const ground = () =>
      ui.page.$eval('body', (body) => getComputedStyle(body).background);
    await (await ui.find('combobox', 'Theme')).select('light');
    const light = await ground();
    await (await ui.find('combobox', 'Theme')).select('dark');
    const dark = await ground();
    await (await ui.find('combobox', 'Contrast')).select('more');
    expect(new Set([light, dark, await ground()]).size).toBe(3);
    await (await ui.find('combobox', 'Rows of the list')).select('compact');
    const isCompact = () => {
      const [one, two] = [...document.querySelectorAll('[data-id]')].map(
        (row) => row.getBoundingClientRect().top,
      );
      return two! - one! === 42;
    };
    await ui.page.waitForFunction(isCompact);
  });

  test('what is changed shows a way back, by keyboard too, and undoes it', async () => {
    await open();
    await fill('Upload limit', '20');
    await ui.find('button', 'Reset “Upload limit”');
    await (await ui.find('textbox', 'Upload limit')).focus();
    await ui.page.keyboard.press('Tab');
    await ui.page.keyboard.press('Enter');
    await said('1 setting is as it was at first.');
    expect(await ui.page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
    await ui.click('button', 'Undo');
    await said('Undone.');
    expect(await set()).toEqual([
      { upLimit: 20_000 },
      { upLimit: 0 },
      { upLimit: 20_000 },
    ]);
  });

  test('a group is reset, and all settings are, but for the folder', async () => {
    await open();
    await fill('Upload limit', '20');
    await fill('Download limit', '30');
    await (await ui.find('combobox', 'Theme')).select('dark');
    await (await ui.find('combobox', 'Keep the device awake')).select('running');
    await ui.click('button', 'Reset “Speed”');
    await said('2 settings are as they were at first.');
    await ui.click('button', 'Reset all settings');
    await ui.sees('settings are as they were at first.');
    await ui.page.waitForSelector('[data-changed=true]', { hidden: true });
    await ui.click('button', 'Reset all settings');
    await said('All settings are as they were at first.');
    expect((await set()).slice(3)).toEqual([
      { downLimit: 0, upLimit: 0 },
      expect.objectContaining({ keepAwake: 'downloading' }),
    ]);
  });

  test('settings go into a file, and come back as far as they can', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rill-'));
    try {
      await open();
      await fill('Upload limit', '20');
      await ui.page.evaluate(() => {
        URL.createObjectURL = (blob) => {
          Object.assign(globalThis, { saved: (blob as Blob).text() });
          return 'data:,';
        };
      });
      await ui.click('button', 'Export…');
      await said('Exported to \u2068rill-settings.json\u2069, among your downloads.');
      const saved = await ui.page.evaluate(() => (globalThis as unknown as Saved).saved);
      const file = JSON.parse(saved);
      Object.assign(file.settings, {
        upLimit: 40_000,
        theme: 'dark',
        maxPeers: 'many',
        proxy: '<b>',
        defaultFolder: { id: 'chrome:gone', name: 'Gone' },
      });
      const path = join(folder, 'settings.json');
      await writeFile(path, JSON.stringify(file));
      const chooser = ui.page.waitForFileChooser();
      await ui.click('button', 'Import…');
      await (await chooser).accept([path]);
      await ui.sees(
        'settings imported. The folder cannot be opened here. It was left out.',
      );
      await ui.sees('cannot use them: \u2068maxPeers\u2069, \u2068proxy\u2069');
      const [, imported] = await set();
      expect(imported).toMatchObject({ upLimit: 40_000 });
      expect(imported).not.toHaveProperty('defaultFolder');
      expect(await ui.page.evaluate(() => document.documentElement.dataset.theme)).toBe(
        'dark',
      );

      await writeFile(path, '{}');
      const again = ui.page.waitForFileChooser();
      await ui.click('button', 'Import…');
      await (await again).accept([path]);
      await said('This is not a file of Rill’s settings.');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('the title tells how far the downloads are', async () => {
    await ui.open('mix');
    expect(await ui.page.title()).toBe('Rill');
    await ui.page.evaluate(() => {
      globalThis.harness.engine.setStatus({ progress: 0.429, downRate: 3_140_000 });
    });
    await ui.page.waitForFunction(() => document.title === '42% · 3.14 MB/s – Rill');
  });

  test('a notification that is clicked leads to its torrent', async () => {
    await ui.open('mix');
    const id = await ui.page.evaluate(() => {
      const rows = document.querySelectorAll<HTMLElement>('[data-id]');
      const { id } = rows[2]!.dataset;
      globalThis.harness.want(id!);
      globalThis.harness.want('of a torrent that is gone');
      return id;
    });
    await ui.page.waitForSelector(`[data-id="${id}"][aria-selected=true]`);
    expect(await ui.selected()).toHaveLength(1);
  });

  test('on ChromeOS, and once, it says that the window had better stay open', async () => {
    const hint = 'Keep this window open, or minimize it.';
    await ui.open('mix&chromeos' as 'mix');
    await ui.sees(hint);
    await kept('keep-open');
    await ui.page.reload();
    await (await ui.page.waitForSelector('.bar-network'))?.click();
    await ui.sees('Others reach Rill only while its window is open.');
    expect(await ui.page.$(`::-p-text(${hint})`)).toBeNull();
  });

  /** Opens the window as it was left with these. */
  const openWith = async (preferences: Partial<PreferenceValues>, pane?: object) => {
    await ui.open('mix');
    await ui.page.evaluate(
      (appearance) => sessionStorage.setItem('appearance', appearance),
      JSON.stringify({ preferences, pane }),
    );
    await ui.page.reload();
    await ui.page.waitForSelector('[data-id]');
  };

  test('axe finds nothing wrong in the dark with more contrast', async () => {
    await openWith({ theme: 'dark', contrast: 'more' });
    expect(await axeFindings(ui.page)).toEqual([]);
  });

  test('axe finds nothing wrong from right to left, in what is changed either', async () => {
    await openWith({ language: 'ar' });
    await ui.click('button', arabic['action.settings'] ?? '');
    await ui.page.waitForSelector('.setting');
    await ui.page.$eval('#settings-of-system input', (it) => (it as HTMLElement).click());
    await ui.page.waitForSelector('[data-changed=true]');
    expect(await axeFindings(ui.page)).toEqual([]);
  });

  test('from right to left the arrow keys follow the line', async () => {
    await openWith({ language: 'ar' }, { open: true, tab: 'general', height: 300 });
    await (await ui.find('tab', arabic['pane.general'] ?? '')).focus();
    await ui.page.keyboard.press('ArrowLeft');
    await ui.page.waitForSelector('[role=tab]:nth-child(2)[aria-selected=true]');
    await ui.page.keyboard.press('ArrowRight');
    await ui.page.waitForSelector('[role=tab]:first-child[aria-selected=true]');
  });

  test.each(['de', 'ar'] as const)('the window fits in %s', async (language) => {
    await openWith({ language }, { open: true, tab: 'general', height: 300 });
    for (const width of [360, 800, 1600]) {
      await ui.resize(width, 720);
      const wide = await ui.page.$$eval(
        '.window, .main, .add-bar, .toolbar, .status-bar, .pane-panel',
        (parts) =>
          parts.filter((it) => it.scrollWidth > it.clientWidth).map((it) => it.className),
      );
      expect([width, wide]).toEqual([width, []]);
    }
  });
});
