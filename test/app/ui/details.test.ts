import { expect, test } from '@jest/globals';
import { describeWith } from '../../support/counterpart.ts';
import { makeDetails } from './make-details.ts';
import { makeRow } from './make-row.ts';
import { useWindow } from './use-window.ts';

const SINTEL = makeRow(1, { name: 'Sintel (2010) 4K' });

describeWith('chromium', () => {
  const ui = useWindow();

  const openTab = async (name: string) => {
    await ui.click('button', 'Details');
    await ui.click('tab', name);
  };
  /** What is to be read in each row of the open tab's list, cell by cell. */
  const rows = () =>
    ui.page.$$eval('.pane [role=rowgroup] [role=row]', (all) =>
      all.map((row) => [...row.children].map((cell) => cell.textContent)),
    );
  const press = (key: Parameters<typeof ui.page.keyboard.press>[0]) =>
    ui.page.keyboard.press(key);
  const kinds = async () => (await ui.commanded()).map(({ kind }) => kind);

  test('asks for nothing until it is opened, and for nothing once it is closed', async () => {
    await ui.open('detailed');
    expect(await kinds()).toEqual([]);
    await openTab('Peers');
    await ui.sees('192.0.2.1:6882');
    await ui.page.waitForFunction(
      () =>
        globalThis.harness.engine.commands.filter(({ kind }) => kind === 'get-peers')
          .length >= 2,
    );
    const askedAgain = () =>
      ui.page.evaluate(async () => {
        const { commands } = globalThis.harness.engine;
        // What was closed by the last frame is gone by the next.
        await new Promise(requestAnimationFrame);
        await new Promise(requestAnimationFrame);
        const before = commands.length;
        // As when the window comes into sight again: whoever polls asks at once.
        document.dispatchEvent(new Event('visibilitychange'));
        await new Promise(requestAnimationFrame);
        const kinds = commands.slice(before).map(({ kind }) => kind);
        // The status bar's, whether there is a pane or not.
        return kinds.filter((kind) => kind !== 'get-free-space');
      });
    expect(await askedAgain()).toEqual(['get-peers']);
    await ui.click('button', 'Close details');
    await ui.page.waitForFunction(() => !document.querySelector('.pane'));
    expect(await askedAgain()).toEqual([]);
    expect(await kinds()).not.toContain('get-trackers');
  });

  test('opens by a double click, by Alt+Enter and by the menu, and closes by Escape', async () => {
    await ui.open('detailed');
    const second = await ui.page.waitForSelector('::-p-text(Librivox collection)');
    await second!.click({ count: 2 });
    await ui.find('region', 'Details');
    await ui.sees('Paused');
    await (await ui.find('tab', 'General')).focus();
    await press('Escape');
    await ui.page.waitForFunction(() => !document.querySelector('.pane'));
    await ui.page.keyboard.down('Alt');
    await press('Enter');
    await ui.page.keyboard.up('Alt');
    await ui.find('region', 'Details');
    await ui.click('button', 'Close details');
    await ui.click('button', `More: ${SINTEL.name}`);
    await ui.click('menuitem', 'Details');
    await ui.find('region', 'Details');
    expect(await ui.selected()).toEqual([SINTEL.name]);
  });

  test('follows the row that the keyboard is on', async () => {
    await ui.open('detailed');
    await ui.click('button', 'Details');
    const name = () => ui.page.$eval('.pane-name', (element) => element.textContent);
    await ui.page.focus('.list [role=grid]');
    expect(await name()).toBe(SINTEL.name);
    await press('ArrowDown');
    expect(await name()).toBe('magnet: Cosmos Laundromat');
  });

  test('General tells what passed and what the torrent file says', async () => {
    await ui.open('detailed');
    await openTab('General');
    await ui.sees('Info hash (v2)');
    const facts = await ui.page.$$eval('.pane .fact', (found) =>
      found.map(({ children: [name, value] }) => [name?.textContent, value?.textContent]),
    );
    const { infoHashV1, infoHashV2 } = makeDetails(SINTEL);
    expect(Object.fromEntries(facts)).toMatchObject({
      Status: 'Downloading',
      Progress: '57.6%: 2.90 GB of 5.03 GB',
      Downloaded: '620 MB, 5.03 MB/s now',
      'Share ratio': '0.01',
      Size: '5.03 GB, 8 files',
      'Saved in': 'Downloads',
      Format: 'Hybrid (version 1 and 2)',
      'Info hash (v1)': infoHashV1,
      'Info hash (v2)': infoHashV2,
      Private: 'No',
      Comment: 'Recorded in May',
      'Created by': 'Rill 0.1',
    });
    await ui.sees('5,531 of 9,591 pieces, 57.6%');
  });

  test('shows hostile details as they are written', async () => {
    await ui.open('excess', 360);
    await openTab('General');
    await ui.sees('<script>alert(1)</script>');
    expect(await ui.page.$('.pane :is(img, script, b)')).toBeNull();
  });

  test('Files is a tree that tells of each file and folder how far it is', async () => {
    await ui.open('detailed');
    await openTab('Files');
    await ui.sees('57.6%');
    const tree = await ui.page.$$eval('.pane [role=rowgroup] [role=row]', (all) =>
      all.map((row) => [row.ariaLevel, row.ariaExpanded, row.children[0]?.textContent]),
    );
    expect(tree).toEqual([
      ['1', 'true', 'Sintel (2010) 4K'],
      ['2', 'true', 'Extras'],
      ['3', null, 'Making of.mp4'],
      ['3', null, 'Poster 2.jpg'],
      ['3', null, 'Poster 10.jpg'],
      ['2', 'true', 'Subtitles'],
      ['3', null, 'Deutsch.srt'],
      ['3', null, 'English.srt'],
      ['3', null, '日本語.srt'],
      ['2', null, 'README.txt'],
      ['2', null, 'Sintel.2010.4K.mkv'],
    ]);
  });

  test('a priority is set for a file, for a folder, and for all that a search finds', async () => {
    await ui.open('detailed');
    await openTab('Files');
    await (await ui.find('combobox', 'Priority of README.txt')).select('skip');
    await (await ui.find('combobox', 'Priority of Extras')).select('high');
    await (await ui.find('searchbox', 'Search files')).type('deutsch srt');
    await ui.sees('1 file found');
    await ui.page.keyboard.press('Escape');
    await (await ui.find('searchbox', 'Search files')).type('.srt');
    await (await ui.find('combobox', 'Priority of those found')).select('low');
    await ui.page.waitForFunction(
      () =>
        globalThis.harness.engine.commands.filter(({ kind }) => kind === 'set-priorities')
          .length === 3,
    );
    const sent = (await ui.commanded()).filter(({ kind }) => kind === 'set-priorities');
    const { id } = SINTEL;
    expect(sent).toEqual([
      { kind: 'set-priorities', id, files: [7], priority: 'skip' },
      { kind: 'set-priorities', id, files: [4, 5, 6], priority: 'high' },
      { kind: 'set-priorities', id, files: [2, 1, 3], priority: 'low' },
    ]);
  });

  test('Files is worked by the keyboard alone', async () => {
    await ui.open('detailed');
    await openTab('Files');
    await ui.sees('README.txt');
    await (await ui.find('treegrid', 'Files')).focus();
    const active = () =>
      ui.page.evaluate(() => {
        const id = document.activeElement?.getAttribute('aria-activedescendant') ?? '';
        return document.getElementById(id)?.firstElementChild?.textContent;
      });
    expect(await active()).toBe('Sintel (2010) 4K');
    await press('ArrowRight');
    expect(await active()).toBe('Extras');
    await press('ArrowLeft');
    await ui.page.waitForFunction(
      () => !document.body.textContent.includes('Making of.mp4'),
    );
    await press('ArrowLeft');
    expect(await active()).toBe('Sintel (2010) 4K');
    await press('End');
    expect(await active()).toBe('Sintel.2010.4K.mkv');
    await press('Space');
    await press('Delete');
    expect(await ui.page.$('dialog')).toBeNull();
    expect((await ui.commanded()).filter(({ kind }) => kind.startsWith('set'))).toEqual([
      { kind: 'set-priorities', id: SINTEL.id, files: [0], priority: 'skip' },
    ]);
  });

  test('of 10,000 files only those in sight are drawn, and all are reached', async () => {
    await ui.open('crowded');
    await openTab('Files');
    await (await ui.find('searchbox', 'Search files')).type('.bin');
    await ui.sees('10,000 files found');
    const grid = await ui.find('treegrid', 'Files');
    expect(await grid.evaluate((element) => element.ariaRowCount)).toBe('10102');
    expect((await rows()).length).toBeLessThan(60);
    await ui.page.$eval('.pane .grid-scroller', (element) => {
      element.scrollTop = element.scrollHeight / 2;
    });
    await ui.sees('file 5000.bin');
    await grid.focus();
    await press('End');
    await ui.sees('file 9999.bin');
    expect((await rows()).length).toBeLessThan(60);
  });

  test('Peers tells who is connected, what passes, and how all were found', async () => {
    await ui.open('detailed');
    await openTab('Peers');
    await ui.sees('5 peers connected');
    await ui.sees('314 addresses known');
    for (const source of ['Tracker: 200', 'DHT: 84', 'Other peers: 26', 'Incoming: 3']) {
      await ui.sees(source);
    }
    const [first, second] = await rows();
    expect(first).toEqual([
      '192.0.2.1:6882',
      'qBittorrent 4.6.2',
      'D Fit sends us pieces, both speak the fast extension',
      'Tracker',
      '100%',
      '4.21 MB/s',
      '–',
      '310 MB',
      '–',
      '1m 1s',
    ]);
    expect(second?.[3]).toBe('DHT');
    await ui.click('button', 'What the flags mean');
    await ui.find('dialog', 'What the flags mean');
    await ui.sees('it was asked for pieces and sends nothing');
  });

  test('peers are put in another order by the head of a column, by the keyboard too', async () => {
    await ui.open('detailed');
    await openTab('Peers');
    const addresses = async () => (await rows()).map(([address]) => address?.slice(0, 9));
    // The list above has one, too.
    const up = await ui.page.waitForSelector(
      '.pane ::-p-aria([name="Up"][role="button"])',
    );
    await up?.click();
    expect((await addresses())[0]).toBe('[2001:db8');
    await up?.click();
    expect((await addresses()).at(-1)).toBe('[2001:db8');
    await up?.focus();
    await press('ArrowLeft');
    await press('Enter');
    expect((await rows())[0]?.[5]).toBe('4.21 MB/s');
    expect(
      await ui.page.$eval('.pane [aria-sort]', (head) => [
        head.textContent,
        head.ariaSort,
      ]),
    ).toEqual(['Down', 'descending']);
  });

  test('new figures of the peers arrive by themselves', async () => {
    await ui.open('detailed');
    await openTab('Peers');
    await ui.sees('5 peers connected');
    await ui.page.evaluate(() => {
      const none = {
        tracker: 0,
        incoming: 0,
        magnet: 0,
        manual: 0,
        dht: 0,
        pex: 0,
        lsd: 0,
      };
      globalThis.harness.engine.setPeers({ peers: [], known: none });
    });
    await ui.sees('No peers are connected.');
  });

  test('peers are added by hand, once each line is an address', async () => {
    await ui.open('detailed');
    await openTab('Peers');
    await ui.click('button', 'Add peers…');
    const field = await ui.find('textbox', 'Addresses');
    await field.type('192.0.2.9');
    await ui.find('dialog', 'Add peers');
    await ui.page.click('dialog [type=submit]');
    await ui.sees('is not an address with a port, such as 192.0.2.1:6881.');
    await field.type(':6881\n[2001:db8::1]:51413');
    await ui.page.click('dialog [type=submit]');
    await ui.page.waitForFunction(() => !document.querySelector('dialog'));
    expect((await ui.commanded()).find(({ kind }) => kind === 'add-peers')).toEqual({
      kind: 'add-peers',
      id: SINTEL.id,
      peers: ['192.0.2.9:6881', '[2001:db8::1]:51413'],
    });
  });

  test('Trackers tells of each how it stands, and why it fails', async () => {
    await ui.open('detailed');
    await openTab('Trackers');
    await ui.sees('Asking…');
    const lines = (await rows()).map((row) => row.map((cell) => cell?.trim()));
    expect(lines.slice(0, 3)).toEqual([
      [
        'DHTWorking: 312 nodes known, of about 4,210,000',
        '–',
        '–',
        '–',
        '84',
        '–',
        '–',
        '',
      ],
      [
        'Peer exchangeWorking: connected peers tell of others',
        '–',
        '–',
        '–',
        '26',
        '–',
        '–',
        '',
      ],
      [
        'Local networkWorking: looks for peers on this network',
        '–',
        '–',
        '–',
        '1',
        '–',
        '–',
        '',
      ],
    ]);
    expect(lines[3]).toEqual([
      'https://tracker.example/announceTier 1Working',
      '812',
      '64',
      '40,215',
      '50',
      expect.stringMatching(/^2m \d+s ago$/),
      expect.stringMatching(/^in 27m \d+s$/),
      '',
    ]);
    await ui.sees('The tracker’s address does not exist. Rill tries again by itself.');
    await ui.sees('The tracker says: torrent not registered with this tracker');
    await ui.sees('In reserve: asked when those before it fail');
  });

  test('trackers are asked now, and one is removed, which can be taken back', async () => {
    await ui.open('detailed');
    await openTab('Trackers');
    await ui.click('button', 'Announce now');
    await ui.click('button', 'More: gone.tracker.example:80');
    await ui.click('menuitem', 'Remove tracker');
    await ui.sees('Removed the tracker');
    await ui.page.waitForFunction(
      () => !document.querySelector('.pane')?.textContent.includes('gone.tracker'),
    );
    await ui.click('button', 'Undo');
    const { id } = SINTEL;
    const sent = (await ui.commanded()).filter(({ kind }) => !kind.startsWith('get-'));
    const rest = [
      ['https://private.example/announce?passkey=0123456789abcdef'],
      ['http://backup.example/announce'],
    ];
    const [web, udp, gone] = [
      'https://tracker.example/announce',
      'udp://open.tracker.example:6969/announce',
      'udp://gone.tracker.example:80/announce',
    ];
    expect(sent).toEqual([
      { kind: 'announce', id },
      { kind: 'set-trackers', id, trackers: [[web, udp], ...rest] },
      { kind: 'set-trackers', id, trackers: [[web, udp, gone], ...rest] },
    ]);
  });

  test('what does not run is not announced, and says so', async () => {
    await ui.open('detailed');
    await (await ui.page.waitForSelector('::-p-text(Librivox collection)'))!.click();
    await openTab('Trackers');
    await ui.sees('Not asked while the torrent does not run');
    const announce = await ui.find('button', 'Announce now');
    expect(
      await announce.evaluate((button) => (button as HTMLButtonElement).disabled),
    ).toBe(true);
  });

  test('of a private torrent only the trackers are used', async () => {
    await ui.open('excess');
    await openTab('Trackers');
    await ui.page.waitForFunction(
      () =>
        document.body.textContent.split('Not used: this torrent is private').length === 4,
    );
  });

  test('Options are set for one torrent, and what is no number is not', async () => {
    await ui.open('detailed');
    await openTab('Options');
    const limit = await ui.find('textbox', 'Download limit');
    await limit.type('fast');
    await press('Tab');
    await ui.sees('A number from 0.1 to 10,000,000, or nothing.');
    await limit.click({ count: 3 });
    await limit.type('1500');
    await press('Tab');
    await ui.click(
      'checkbox',
      'Download in order From the first piece to the last. Usually slower, and of less help to others.',
    );
    await ui.click('radio', 'By its own rule Once one of these is reached.');
    const { id } = SINTEL;
    expect((await ui.commanded()).filter(({ kind }) => kind === 'set-options')).toEqual([
      { kind: 'set-options', id, changes: { downLimit: 1_500_000 } },
      { kind: 'set-options', id, changes: { sequential: true } },
      {
        kind: 'set-options',
        id,
        changes: { seeding: { ratio: null, time: null, idle: null } },
      },
    ]);
  });

  test('is there again as it was left, in the next window', async () => {
    await ui.open('detailed');
    await openTab('Options');
    await (await ui.find('separator', 'Height of the details')).focus();
    await press('ArrowUp');
    await ui.page.waitForFunction(() => sessionStorage.getItem('appearance'));
    await ui.page.reload();
    const tab = await ui.find('tab', 'Options');
    expect(await tab.evaluate((element) => element.ariaSelected)).toBe('true');
    const edge = await ui.find('separator', 'Height of the details');
    expect(await edge.evaluate((element) => element.ariaValueNow)).toBe('344');
  });

  test('reads what the torrent file says once for all tabs, and not for the peers', async () => {
    await ui.open('detailed');
    await openTab('General');
    await ui.sees('Info hash (v2)');
    await ui.click('tab', 'Files');
    await ui.sees('README.txt');
    await ui.click('tab', 'Options');
    await ui.sees('Download in order');
    const details = async () =>
      (await kinds()).filter((kind) => kind === 'get-details').length;
    expect(await details()).toBe(1);
    await ui.click('tab', 'Peers');
    await (await ui.page.waitForSelector('::-p-text(Librivox collection)'))!.click();
    await ui.page.waitForFunction(() =>
      document.querySelector('.pane-name')?.textContent?.startsWith('Librivox'),
    );
    await ui.sees('5 peers connected');
    expect(await details()).toBe(1);
  });

  test('the pane is made higher and lower by its edge', async () => {
    await ui.open('detailed');
    await ui.click('button', 'Details');
    const height = () =>
      ui.page.$eval('.pane', (pane) => pane.getBoundingClientRect().height);
    const before = await height();
    const edge = await ui.find('separator', 'Height of the details');
    await edge.focus();
    await press('ArrowUp');
    expect(await height()).toBe(before + 24);
    const box = (await edge.boundingBox())!;
    await ui.page.mouse.move(600, box.y + 4);
    await ui.page.mouse.down();
    await ui.page.mouse.move(600, box.y + 64);
    await ui.page.mouse.up();
    expect(await height()).toBe(before + 24 - 60);
  });
});
