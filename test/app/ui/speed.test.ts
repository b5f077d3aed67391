import { expect, test } from '@jest/globals';
import type { LogEntry } from '../../../src/api/log.ts';
import { describeWith } from '../../support/counterpart.ts';
import { eventually } from '../support/eventually.ts';
import { makeEntry } from './make-records.ts';
import { makeRow } from './make-row.ts';
import { useWindow } from './use-window.ts';

const SINTEL = makeRow(1, { name: 'Sintel (2010) 4K' });
const OF_SINTEL = { id: SINTEL.id, name: SINTEL.name };
const HOSTILE = `<b>\u202e${'أ'.repeat(190)}`;
const LATE = { fault: 'tracker', code: 'timed-out', message: 'late' } as const;
const DENIED = { fault: 'network', code: 'denied', message: 'no' } as const;

const ENTRIES: readonly LogEntry[] = [
  makeEntry(1, { code: 'listening', values: { port: 6881 } }),
  makeEntry(2, { code: 'dht-unavailable', level: 'warning', error: DENIED }),
  makeEntry(3, { code: 'added', ...OF_SINTEL }),
  makeEntry(4, {
    code: 'tracker-failed',
    level: 'warning',
    values: { tracker: 'tracker.example' },
    error: LATE,
    ...OF_SINTEL,
  }),
  makeEntry(5, { code: 'started', id: 'f'.repeat(40), name: HOSTILE }),
];

describeWith('chromium', () => {
  const ui = useWindow();

  /** What the content security policy refused. */
  const refused = () =>
    ui.page.evaluate(() => (globalThis as { refused?: string[] }).refused);
  const openTab = async (tab: 'Speed' | 'Log', width?: number) => {
    await ui.page.evaluateOnNewDocument(() => {
      const list: string[] = [];
      Object.assign(globalThis, { refused: list });
      document.addEventListener('securitypolicyviolation', (event) =>
        list.push(event.violatedDirective),
      );
    });
    await ui.open('detailed', width);
    await write(ENTRIES);
    await ui.click('button', 'Details');
    await ui.click('tab', tab);
    await ui.page.waitForSelector(tab === 'Log' ? '.log' : '.speed-plot canvas');
  };
  const write = (entries: readonly LogEntry[]) =>
    ui.page.evaluate((more) => {
      globalThis.harness.engine.log.push(...more);
    }, entries);
  /** The window is looked at again: whoever polls asks at once. */
  const lookAgain = () =>
    ui.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  const choose = (name: string) =>
    ui.page.evaluate((wanted) => {
      const labels = [...document.querySelectorAll('label.segment')];
      const label = labels.find(({ textContent }) => textContent === wanted);
      label?.querySelector('input')?.click();
    }, name);
  const cells = (table: string) =>
    ui.page.$$eval(`${table} tr`, (rows) =>
      rows.map((row) => [...row.children].map(({ textContent }) => textContent)),
    );
  const kinds = async () => (await ui.commanded()).map(({ kind }) => kind);
  const said = () =>
    ui.page.$$eval('.log [data-column=what]', (found) =>
      found.slice(1).map(({ textContent }) => textContent),
    );
  const saysInTheEnd = (last: string) =>
    ui.page.waitForFunction(
      (wanted) =>
        [...document.querySelectorAll('.log [data-column=what]')].at(-1)?.textContent ===
        wanted,
      {},
      last,
    );
  const moment = () => ui.page.$eval('.speed-moment', (caption) => caption.textContent);
  /** Where the line at a moment is, as a part of the plot's width. */
  const lineAt = () =>
    ui.page.evaluate(() => {
      const over = document.querySelector('.u-over')!.getBoundingClientRect();
      const line = document.querySelector('.u-cursor-x')!.getBoundingClientRect();
      return (line.left - over.left) / over.width;
    });

  test('Speed draws the curves of the torrent, or of all, and tells their figures', async () => {
    await openTab('Speed');
    expect(await cells('.speed-table')).toEqual([
      ['', 'Download', 'Upload'],
      ['Now', '5.03 MB/s', '210 kB/s'],
      ['Average', '3.01 MB/s', '396 kB/s'],
      ['Peak', '4.99 MB/s', '1.22 MB/s'],
      ['Transferred', '136 MB', '17.8 MB'],
      ['Limit', '10.0 MB/s', 'None'],
    ]);
    const heard = await ui.page.$eval('.speed-plot', (plot) => [
      plot.getAttribute('aria-label'),
      plot.getAttribute('aria-description'),
    ]);
    expect(heard).toEqual([
      'Moment on the curve',
      'The last minute. Download: 5.03 MB/s now, 3.01 MB/s on average, 4.99 MB/s at most. ' +
        'Upload: 210 kB/s now, 396 kB/s on average, 1.22 MB/s at most.',
    ]);
    await choose('All torrents');
    await ui.sees('271 MB');
    expect((await cells('.speed-table'))[5]).toEqual(['Overhead', '27.1 MB', '3.56 MB']);
    await choose('Hour');
    await ui.page.waitForFunction(() =>
      globalThis.harness.engine.commands.some(
        (command) =>
          command.kind === 'get-speed-history' &&
          command.id === null &&
          command.span === 'hour',
      ),
    );
    expect(await refused()).toEqual([]);
  });

  test('the curves are in the colours of the theme, light or dark', async () => {
    await openTab('Speed');
    // So that nothing new is known for five seconds.
    await choose('Day');
    /** How many pixels of the picture have very nearly this colour. */
    const pixels = (colour: readonly number[]) =>
      ui.page.$eval(
        '.speed-plot canvas',
        (canvas, [red, green, blue]) => {
          const { width, height } = canvas as HTMLCanvasElement;
          const context = (canvas as HTMLCanvasElement).getContext('2d')!;
          const { data } = context.getImageData(0, 0, width, height);
          let count = 0;
          for (let at = 0; at < data.length; at += 4) {
            const near =
              Math.abs(data[at]! - red!) < 8 &&
              Math.abs(data[at + 1]! - green!) < 8 &&
              Math.abs(data[at + 2]! - blue!) < 8;
            if (near && data[at + 3] === 255) count++;
          }
          return count;
        },
        colour,
      );
    const [light, dark] = [
      [0x0a, 0x6c, 0x8c],
      [0x5c, 0xc3, 0xdf],
    ] as const;
    expect(await pixels(light)).toBeGreaterThan(200);
    expect(await pixels(dark)).toBe(0);
    await ui.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
    await eventually(
      async () => (await pixels(dark)) > 200,
      async () => `drawn anew: ${await pixels(dark)} in the dark colour`,
    );
    expect(await pixels(light)).toBe(0);
  });

  test('a line shows what was at a moment: by the pointer, and by the keys', async () => {
    await openTab('Speed');
    expect(await moment()).toBe('');
    await ui.page.hover('.u-over');
    await ui.page.waitForFunction(
      () => document.querySelector('.speed-moment')?.textContent !== '',
    );
    expect(await moment()).toMatch(/^.+: [\d.]+ [kM]B\/s down, [\d.]+ [kM]B\/s up$/);
    await ui.page.focus('.speed-plot');
    await ui.page.keyboard.press('End');
    const last = await moment();
    expect(await lineAt()).toBeGreaterThan(0.95);
    await ui.page.keyboard.press('ArrowLeft');
    expect(await moment()).not.toBe(last);
    const valueText = await ui.page.$eval('.speed-plot', (plot) =>
      plot.getAttribute('aria-valuetext'),
    );
    expect(valueText).toBe(await moment());
    await ui.page.keyboard.press('Home');
    expect(await lineAt()).toBeLessThan(0.05);
    await ui.page.keyboard.press('Tab');
    expect(await moment()).toBe('');
  });

  test('where lines are read from the right, time runs from there, too', async () => {
    await ui.page.evaluateOnNewDocument(() =>
      addEventListener('DOMContentLoaded', () => {
        document.documentElement.dir = 'rtl';
      }),
    );
    await ui.open('detailed');
    await ui.page.evaluate(() => {
      document.documentElement.dir = 'rtl';
    });
    await ui.click('button', 'Details');
    await ui.click('tab', 'Speed');
    await ui.page.waitForSelector('.speed-plot canvas');
    await ui.page.focus('.speed-plot');
    await ui.page.keyboard.press('End');
    expect(await lineAt()).toBeLessThan(0.05);
    await ui.page.keyboard.press('ArrowRight');
    await ui.page.keyboard.press('ArrowRight');
    expect(await lineAt()).toBeGreaterThan(0.02);
  });

  test('asks for nothing once another tab is open', async () => {
    await openTab('Speed');
    await ui.click('tab', 'Options');
    await ui.page.waitForFunction(() => !document.querySelector('.speed-plot'));
    const before = (await kinds()).length;
    await lookAgain();
    expect((await kinds()).slice(before)).not.toContain('get-speed-history');
  });

  test('Log tells what happened to the torrent, or everywhere, and goes on to', async () => {
    await openTab('Log');
    await saysInTheEnd(
      'Tracker \u2068tracker.example\u2069 failed. The tracker did not answer in time. Rill tries again by itself.',
    );
    expect(await said()).toHaveLength(2);
    await write([makeEntry(6, { code: 'paused-by-person', ...OF_SINTEL })]);
    await lookAgain();
    await saysInTheEnd('Paused by you.');
    await choose('All torrents');
    await ui.sees('Listening for peers on port 6881.');
    expect(await said()).toHaveLength(6);
    const names = await ui.page.$$eval('.log [data-column=torrent]', (found) =>
      found.slice(1).map(({ textContent }) => textContent),
    );
    expect(names).toEqual([
      'Rill',
      'Rill',
      SINTEL.name,
      SINTEL.name,
      HOSTILE,
      SINTEL.name,
    ]);
    expect(await ui.page.$('.log b')).toBeNull();
  });

  test('the log is filtered by level and by words, and copied as text', async () => {
    await openTab('Log');
    await choose('All torrents');
    await ui.page.select('.log-level', 'warning');
    await ui.page.waitForFunction(
      () => document.querySelectorAll('.log [role=rowgroup] [role=row]').length === 2,
    );
    await (await ui.find('searchbox', 'Search in the log')).type('dht');
    await saysInTheEnd(
      'The DHT is not available. Chrome or a firewall does not allow it.',
    );
    expect(await said()).toHaveLength(1);
    await ui.click('button', 'Copy all');
    await ui.page.waitForFunction(
      () => document.querySelector('.log-copied')?.textContent === '1 line copied',
    );
    const { origin } = new URL(ui.page.url());
    await ui.page
      .browserContext()
      .overridePermissions(origin, ['clipboard-read', 'clipboard-sanitized-write']);
    expect(await ui.page.evaluate(() => navigator.clipboard.readText())).toBe(
      '2026-01-02T18:40:02.000Z warning The DHT is not available. Chrome or a firewall does not allow it.\n',
    );
    await (await ui.find('searchbox', 'Search in the log')).type(' nonsense');
    await ui.sees('No entry matches.');
  });

  test('of a long log what is in sight is drawn; it follows until somebody scrolls', async () => {
    await openTab('Log');
    const many = (from: number, count: number) =>
      Array.from({ length: count }, (_, at) =>
        makeEntry(from + at, {
          code: 'piece-wrong',
          values: { piece: from + at },
          ...OF_SINTEL,
        }),
      );
    await write(many(10, 1000));
    await lookAgain();
    await ui.sees('Piece 1,009 arrived damaged');
    expect((await said()).length).toBeLessThan(60);
    const follows = () =>
      ui.page.$eval('.log-bar [aria-pressed]', (button) =>
        button.getAttribute('aria-pressed'),
      );
    expect(await follows()).toBe('true');
    await ui.page.$eval('.log .grid-scroller', (scroller) => {
      scroller.scrollTop = 0;
    });
    await ui.page.waitForSelector('.log-bar [aria-pressed=false]');
    await write(many(2000, 5));
    await lookAgain();
    await ui.page.waitForFunction(
      () =>
        document.querySelector('.log [role=grid]')?.getAttribute('aria-rowcount') ===
        '1008',
    );
    expect(await ui.page.$eval('.log .grid-scroller', ({ scrollTop }) => scrollTop)).toBe(
      0,
    );
    await ui.click('button', 'Follow');
    await ui.sees('Piece 2,004 arrived damaged');
  });

  test('Statistics are one click away, and are reset after a second thought', async () => {
    await ui.open('detailed');
    await ui.click('button', 'Statistics');
    await ui.sees('1.24 TB');
    expect((await cells('.statistics')).slice(0, 7)).toEqual([
      ['What', 'This session', 'All time'],
      ['Downloaded', '2.90 GB', '1.24 TB'],
      ['Uploaded', '620 MB', '2.48 TB'],
      ['Share ratio', '0.21', '2.00'],
      ['Overhead, received', '81.0 MB', '61.0 GB'],
      ['Overhead, sent', '62.0 MB', '80.0 GB'],
      ['Wasted', '541 kB', '54.0 MB'],
    ]);
    await ui.click('button', 'Reset…');
    await ui.sees('That cannot be undone.');
    expect(await kinds()).not.toContain('reset-statistics');
    await ui.click('button', 'Reset');
    await ui.page.waitForFunction(() =>
      document.querySelector('.statistics')?.textContent?.includes('0 bytes'),
    );
  });

  test('what the engine says of itself is reached from how it stands with the network', async () => {
    await ui.open('detailed');
    await write(ENTRIES);
    await ui.page.click('.bar-network');
    await ui.click('button', 'Log…');
    await ui.find('dialog', 'Log');
    await ui.sees('Listening for peers on port 6881.');
    expect(await said()).toHaveLength(2);
    await choose('All torrents');
    await ui.page.waitForFunction(
      () => document.querySelectorAll('.log [role=rowgroup] [role=row]').length === 5,
    );
  });
});
