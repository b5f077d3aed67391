import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import { makeRow } from './make-row.ts';
import { useWindow } from './use-window.ts';

const ui = useWindow();

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
  await ui.click('button', 'Move 2 torrents from Chrome there too');
  const folder = { id: 'chrome:9', name: 'Films' };
  expect(await ui.commanded()).toEqual([
    { kind: 'set-settings', changes: { defaultFolder: folder } },
    { kind: 'move', id: makeRow(1).id, folder },
    { kind: 'move', id: makeRow(2).id, folder },
  ]);
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

test('applies settings at once, and refuses a port that is none', async () => {
  await ui.open('mix');
  await ui.click('button', 'Settings');
  await (await ui.find('combobox', 'Connections')).select('chrome-sockets');
  const port = await ui.find('textbox', 'Listening port');
  await port.click({ count: 3 });
  await port.type('70000');
  await ui.page.keyboard.press('Tab');
  await ui.sees('A port is a whole number from 0 to 65535.');
  await port.click({ count: 3 });
  await port.type('51413');
  await ui.click('button', 'Done');
  await ui.page.waitForFunction(() => document.querySelector('dialog') === null);
  expect(await ui.commanded()).toEqual([
    { kind: 'set-settings', changes: { transport: 'chrome-sockets' } },
    { kind: 'set-settings', changes: { listenPort: 51413 } },
  ]);
});
