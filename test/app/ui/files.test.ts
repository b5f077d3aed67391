import { expect, test } from '@jest/globals';
import { describeWith } from '../../support/counterpart.ts';
import { makeRow } from './make-row.ts';
import { useWindow } from './use-window.ts';

const ID = makeRow(1).id;
const HOSTILE = '<script>globalThis.ran = true;</script><img src=x onerror="ran = true">';

describeWith('chromium', () => {
  const ui = useWindow();
  type Key = Parameters<typeof ui.page.keyboard.press>[0];
  const press = (key: Key) => ui.page.keyboard.press(key);

  async function openFiles(): Promise<void> {
    await ui.open('files');
    await ui.page.evaluate((hostile) => {
      const { files } = globalThis.harness;
      const wav = (seconds: number) => {
        const rate = 8000;
        const length = rate * seconds;
        const view = new DataView(new ArrayBuffer(44 + length));
        const put = (at: number, word: string) =>
          new Uint8Array(view.buffer).set(new TextEncoder().encode(word), at);
        put(0, 'RIFF');
        view.setUint32(4, 36 + length, true);
        put(8, 'WAVEfmt ');
        view.setUint32(16, 16, true);
        view.setUint16(20, 1, true);
        view.setUint16(22, 1, true);
        view.setUint32(24, rate, true);
        view.setUint32(28, rate, true);
        view.setUint16(32, 1, true);
        view.setUint16(34, 8, true);
        put(36, 'data');
        view.setUint32(40, length, true);
        return view.buffer;
      };
      files['Evening.wav'] = wav(0.3);
      files['Morning.wav'] = wav(30);
      files['archive.zip'] = 'PK';
      files['broken.mp4'] = 'no film';
      files['notes.txt'] = `${'a line of notes\n'.repeat(5_000)}the end`;
      files['page.html'] = hostile;
      files['drawing.svg'] = `<svg xmlns="http://www.w3.org/2000/svg">${hostile}</svg>`;
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = 20;
      canvas.toBlob((blob) => {
        if (blob) files['cover 1.png'] = files['cover 2.png'] = blob;
      });
    }, HOSTILE);
    await ui.click('button', 'More: Field recordings');
    await ui.click('menuitem', 'Show files');
    await ui.find('treegrid', 'Files');
  }

  /** By its menu. */
  async function open(name: string): Promise<void> {
    await ui.click('button', `More: ${name}`);
    await ui.click('menuitem', 'Open');
    await ui.find('dialog', `File: ${name}`);
  }
  const shown = (name: string) => ui.find('dialog', `File: ${name}`);
  const closed = () => ui.page.waitForFunction(() => !document.querySelector('dialog'));

  test('removes at once and offers to undo it, for one and for several', async () => {
    await ui.open('files');
    await ui.click('button', 'Remove: Field recordings');
    await ui.sees('Its files stay where they are.');
    await ui.click('button', 'Undo');
    await ui.find('button', 'Remove: Field recordings');
    await ui.click('button', 'Remove: Field recordings');
    await ui.click('button', 'Remove: A third one');
    await ui.sees('1 torrent');
    expect(await ui.commanded()).toMatchObject([
      { kind: 'remove', deleteData: false, undo: true },
      { kind: 'restore-removed', id: ID },
      { kind: 'remove' },
      { kind: 'remove', id: makeRow(3).id },
    ]);
  });

  test('asks before it leaves files inside Chrome that nobody could open', async () => {
    await ui.open('files');
    await ui.click('button', 'Remove: Kept inside');
    await ui.find('dialog', 'Remove this torrent?');
    await ui.sees('cannot be opened without their torrent');
    await ui.page.click('.choice:nth-of-type(2)');
    await ui.click('button', 'Remove and delete files');
    await ui.sees('Its files will be deleted in ten seconds.');
    expect(await ui.commanded()).toMatchObject([{ kind: 'remove', deleteData: true }]);
  });

  test('plays what can be heard, one after the other, by the keyboard, too', async () => {
    await openFiles();
    await open('Evening.wav');
    // It is short: the next one follows by itself.
    await shown('Morning.wav');
    const paused = () =>
      ui.page.waitForFunction(() => document.querySelector('audio')?.paused === true);
    await ui.page.waitForFunction(() => {
      const audio = document.querySelector('audio');
      return audio && !audio.paused && audio.currentTime > 0;
    });
    expect(await ui.page.evaluate(() => document.activeElement?.tagName)).toBe('AUDIO');
    await press('k');
    await paused();
    await press('m');
    expect(await ui.page.$eval('audio', (audio) => audio.muted)).toBe(true);
    await press('p');
    await press('p');
    await shown('broken.mp4');
    await ui.sees('Chrome cannot show this file.');
    await press('n');
    await shown('Morning.wav');
    await press('Escape');
    await closed();
    expect(await ui.page.$('audio')).toBeNull();
  });

  test('shows pictures, and goes from one to the other', async () => {
    await openFiles();
    await open('cover 1.png');
    await ui.page.waitForFunction(
      () =>
        (document.querySelector('.viewer img') as HTMLImageElement)?.naturalWidth === 20,
    );
    await ui.sees('1 of 2');
    await press('ArrowRight');
    await shown('cover 2.png');
    await press('ArrowRight');
    await ui.click('button', 'Previous file');
    await shown('cover 1.png');
  });

  test.each(['page.html', 'drawing.svg'])(
    'shows %s as text, and runs none of it',
    async (name) => {
      await openFiles();
      await open(name);
      await ui.sees('globalThis.ran = true');
      expect(
        await ui.page.evaluate(() => (globalThis as { ran?: boolean }).ran),
      ).toBeUndefined();
      expect(
        await ui.page.$('.viewer iframe, .viewer img, .viewer svg[xmlns]'),
      ).toBeNull();
    },
  );

  test('shows a long text part by part', async () => {
    await openFiles();
    await open('notes.txt');
    const text = () => ui.page.$eval('.viewer pre', (pre) => pre.textContent);
    await ui.page.waitForFunction(
      () => document.querySelector('.viewer pre')?.textContent !== '',
    );
    expect(await text()).toHaveLength(64 * 1024);
    await ui.click('button', 'Show more');
    await ui.page.waitForFunction(() =>
      document.querySelector('.viewer pre')?.textContent?.endsWith('the end'),
    );
  });

  test('of what it cannot show it says where it is, and saves a copy', async () => {
    await openFiles();
    await ui.page.focus('[role=treegrid]');
    await press('Home');
    await press('ArrowDown');
    await press('Enter');
    await shown('archive.zip');
    await ui.sees('Rill cannot show this kind of file');
    await ui.sees('/media/card/Downloads/Field recordings/archive.zip');
    await ui.click('button', 'Save a copy…');
    await ui.sees('Saved a copy of');
    expect(await ui.page.evaluate(() => globalThis.harness.copies)).toEqual([
      'archive.zip, 2',
    ]);
    await ui.click('button', 'Close');
    await closed();
    // What is gone by now is told of in its place.
    await ui.page.evaluate(() => delete globalThis.harness.files['notes.txt']);
    await open('notes.txt');
    await ui.sees('A file of this torrent is missing.');
  });

  test('renames a file in its place, and says why it cannot', async () => {
    await openFiles();
    await ui.page.focus('[role=treegrid]');
    await press('End');
    await press('F2');
    await ui.find('dialog', 'Rename');
    const field = await ui.find('textbox', 'Name');
    expect(
      await field.evaluate((input) => {
        const { value, selectionStart, selectionEnd } = input as HTMLInputElement;
        return value.slice(selectionStart ?? 0, selectionEnd ?? 0);
      }),
    ).toBe('page');
    await ui.page.evaluate(() => {
      globalThis.harness.engine.nextFailure = {
        fault: 'input',
        code: 'name-in-use',
        message: '',
      };
    });
    await ui.page.keyboard.type('notes');
    await press('Enter');
    await ui.sees('Another file or folder there has this name.');
    await press('Enter');
    await closed();
    await ui.find('button', 'More: notes.html');
    expect(
      (await ui.commanded()).filter(({ kind }) => kind === 'rename-file'),
    ).toMatchObject([
      {},
      { path: ['Field recordings', 'page.html'], name: 'notes.html' },
    ]);
  });

  test('a hostile name stays text, and lies within a narrow window, from right to left, too', async () => {
    const name = `\u202e<img src=x onerror="ran = true"> ${'x'.repeat(170)}.zip`;
    await openFiles();
    await ui.page.evaluate((key) => {
      globalThis.harness.files[key] = 'PK';
      document.documentElement.dir = 'rtl';
    }, name);
    await ui.page.focus('[role=treegrid]');
    await press('Home');
    await press('ArrowDown');
    await press('F2');
    await ui.find('dialog', 'Rename');
    await ui.page.keyboard.down('Control');
    await press('a');
    await ui.page.keyboard.up('Control');
    await ui.page.keyboard.sendCharacter(name);
    await press('Enter');
    await closed();
    await ui.page.focus('[role=treegrid]');
    await press('Enter');
    await ui.sees('Rill cannot show this kind of file');
    for (const width of [360, 800, 1600]) {
      await ui.page.setViewport({ width, height: 640 });
      const outside = await ui.page.evaluate(() =>
        [...document.querySelectorAll('.viewer, .viewer *')]
          .filter((part) => part.checkVisibility() && !part.matches('.unseen'))
          .filter((part) => {
            const { left, right } = part.getBoundingClientRect();
            const clipped =
              part.closest('h2, .clip') !== part && part.closest('h2, .clip');
            return !clipped && (left < -0.5 || right > innerWidth + 0.5);
          })
          .map((part) => part.outerHTML.slice(0, 80)),
      );
      expect([width, outside]).toEqual([width, []]);
    }
    expect(
      await ui.page.evaluate(() => (globalThis as { ran?: boolean }).ran),
    ).toBeUndefined();
  });

  test('calls a torrent in the list what a person likes', async () => {
    await ui.open('files');
    await ui.page.focus('[role=grid]');
    await press('Home');
    await press('F2');
    await ui.find('dialog', 'Rename in the list');
    await ui.page.keyboard.type('Birds');
    await press('Enter');
    await ui.find('button', 'Remove: Birds');
    expect(await ui.commanded()).toMatchObject([{ kind: 'set-name', name: 'Birds' }]);
  });

  test('tells how well the pieces are to be had, and what room is left', async () => {
    await ui.open('detailed');
    await ui.sees('83.2 GB free');
    await ui.click('button', 'More: Sintel (2010) 4K');
    await ui.click('menuitem', 'Details');
    await ui.sees('Availability 0.95: some pieces are with nobody you are connected to.');
    expect(await ui.page.$$('.pieces-others rect')).not.toHaveLength(0);
    // Where nothing tells, nothing is said.
    await ui.open('files');
    expect(await ui.page.$('.bar-space')).toBeNull();
  });
});
