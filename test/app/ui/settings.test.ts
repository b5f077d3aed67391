import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { describeWith } from '../../support/counterpart.ts';
import { useWindow } from './use-window.ts';

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
    for (const label of await ui.page.$$('#settings-finding + .fields .choice')) {
      await label.click();
    }
    await (await ui.find('combobox', 'Trackers to ask')).select('every-tracker');
    await fill('First nodes of the DHT', 'nonsense');
    await ui.sees('is not a name with a port, such as router.example:6881.');
    await fill('First nodes of the DHT', 'node.example:6881');
    await ui.click('button', 'Use the usual ones');
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
    expect(await ui.page.$$eval('.settings-list .fields > *', (all) => all.length)).toBe(
      1,
    );
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
});
