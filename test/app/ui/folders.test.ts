import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import { describeWith } from '../../support/counterpart.ts';
import { makeRow } from './make-row.ts';
import { useWindow } from './use-window.ts';

describeWith('chromium', () => {
  const ui = useWindow();
  const CHOOSE_ANOTHER = 'Downloads are saved to Downloads. Choose another folder…';

  test('uses a folder that is dropped for new downloads', async () => {
    await ui.open('embedded');
    const folder = createRequire(import.meta.url).resolve('preact/package.json');
    const cdp = await ui.page.createCDPSession();
    const data = {
      items: [],
      files: [folder.replace(/\/[^/]*$/, '')],
      dragOperationsMask: 1,
    };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await cdp.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
    }
    await ui.find('dialog', 'What is this folder for?');
    await ui.click('button', 'Save downloads here');
    await ui.sees('New downloads will be saved to');
    expect(await ui.commanded()).toEqual([
      {
        kind: 'set-settings',
        changes: { defaultFolder: { id: 'chrome:8', name: 'Dropped' } },
      },
    ]);
  });

  test('offers to bring along what is inside Chrome when a folder is chosen', async () => {
    await ui.open('embedded');
    await ui.page.click('.notice button');
    await ui.click('button', 'Use it for 2 torrents in the list too');
    const folder = { id: 'chrome:9', name: 'Films' };
    expect(await ui.commanded()).toEqual([
      { kind: 'set-settings', changes: { defaultFolder: folder } },
      { kind: 'move', id: makeRow(1).id, folder },
      { kind: 'move', id: makeRow(2).id, folder },
    ]);
  });

  test('offers to use a folder that is chosen again for those that had lost theirs', async () => {
    await ui.open('errors');
    await ui.sees('Chrome no longer lets Rill use this folder. Choose the folder again.');
    await ui.click('button', CHOOSE_ANOTHER);
    await ui.click('button', 'Use it for 2 torrents in the list too');
    const folder = { id: 'chrome:9', name: 'Films' };
    expect(await ui.commanded()).toEqual([
      { kind: 'set-settings', changes: { defaultFolder: folder } },
      { kind: 'move', id: makeRow(2).id, folder },
      { kind: 'move', id: makeRow(3).id, folder },
    ]);
  });

  test('tries those again whose folder it is already', async () => {
    await ui.open('errors');
    const folder = makeRow(2).folder;
    await ui.page.evaluate((picked) => {
      globalThis.harness.picked = picked;
    }, folder);
    await ui.click('button', CHOOSE_ANOTHER);
    await ui.click('button', 'Use it for 2 torrents in the list too');
    expect(await ui.commanded()).toEqual([
      { kind: 'set-settings', changes: { defaultFolder: folder } },
      { kind: 'resume', id: makeRow(2).id },
      { kind: 'resume', id: makeRow(3).id },
    ]);
  });

  test('names each button that saves after its torrent', async () => {
    await ui.open('embedded');
    await ui.find('button', 'Save to folder…: debian-13.2.0-amd64-netinst.iso');
    await ui.find('button', 'Save to folder…: Big Buck Bunny 60fps');
  });

  test('saves what is inside Chrome to a folder in one click', async () => {
    await ui.open('embedded');
    await ui.page.click('[role=row][data-id] .embedded button');
    await ui.sees('Moving, 25.0%');
    expect((await ui.commanded()).map(({ kind }) => kind)).toEqual([
      'set-settings',
      'move',
    ]);
  });
});
