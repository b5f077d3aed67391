import { beforeEach, expect, test } from '@jest/globals';
import type { AddResult } from '../../../src/api/contract.ts';
import { readLabel } from '../../../src/api/labels.ts';
import { parseCommand } from '../../../src/api/validate.ts';
import { toHex } from '../../../src/bytes/hex.ts';
import { StorageError } from '../../../src/errors/storage-error.ts';
import type { Machine } from '../../support/sim/machine.ts';
import { memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { World } from '../../support/sim/world.ts';

const one = memoryTorrent({ name: 'one' });
const two = memoryTorrent({ name: 'two' });
const hybrid = memoryTorrent({ version: 'hybrid' });
const [V1_ID, V2_ID] = hybrid.names as [string, string];
const V2_LINK = `magnet:?xt=urn:btmh:1220${toHex(hybrid.hashes.v2!)}`;
const PUBLISHER = `magnet:?xs=urn:btpk:${'ab'.repeat(32)}&dn=news`;

let world: World;
let machine: Machine;

beforeEach(async () => {
  world = new World();
  machine = await world.start('10.0.0.1');
});

const label = (ids: readonly string[], add: readonly string[], remove = [] as string[]) =>
  machine.execute({ kind: 'set-labels', ids, add, remove });
const rename = (from: string, to: string | null) =>
  machine.execute({ kind: 'rename-label', label: from, to });
const labelsOf = (id: string) => machine.row(id).labels;
const kept = () => machine.store.keys('labels');

async function restart(): Promise<void> {
  await world.settle(machine.session.stop());
  await machine.start();
}

test('labels of torrents, links and publishers’ links are there after a restart', async () => {
  const id = await machine.add(one);
  const link = await machine.addLink(V2_LINK);
  const followed = await machine.addLink(PUBLISHER);
  await label([id, link, followed], ['Films', 'Old']);
  await label([link], [], ['Old']);
  await restart();
  expect(labelsOf(id)).toEqual(['Films', 'Old']);
  expect(labelsOf(link)).toEqual(['Films']);
  expect(labelsOf(followed)).toEqual(['Films', 'Old']);
});

test('what is added comes with its labels, and adds them to what is there', async () => {
  const source = { kind: 'file', base64: one.base64 } as const;
  await machine.execute({ kind: 'add', source, labels: [' Films ', 'films'] });
  expect(labelsOf(one.id)).toEqual(['Films']);
  await machine.execute({ kind: 'add', source, labels: ['Old'] });
  expect(labelsOf(one.id)).toEqual(['Films', 'Old']);
});

test('nothing is added with what cannot be a label', async () => {
  const source = { kind: 'file', base64: one.base64 } as const;
  const adding = machine.execute({ kind: 'add', source, labels: ['\u202eFilms'] });
  await expect(adding).rejects.toMatchObject({ code: 'bad-label' });
  expect(machine.session.rows()).toEqual([]);
});

test('a link’s labels go to its torrent, whatever its id', async () => {
  const seed = await world.start('10.0.0.2');
  await seed.put(hybrid);
  await seed.add(hybrid);
  await world.complete(hybrid.id, seed);
  const added = await machine.execute({
    kind: 'add',
    source: { kind: 'link', text: V2_LINK },
    labels: ['Films'],
  });
  expect((added as AddResult).id).toBe(V2_ID);
  await machine.meet(V2_ID, seed);
  const ids = () => machine.session.rows().map(({ id }) => id);
  await world.until('its torrent', () => ids().includes(V1_ID));
  await world.pass(1000);
  expect(labelsOf(V1_ID)).toEqual(['Films']);
  await restart();
  expect(labelsOf(V1_ID)).toEqual(['Films']);
  await label([V1_ID], [], ['Films']);
  // Nothing of the link is left behind.
  expect(await kept()).toEqual([]);
});

test('the file of a link’s torrent takes over the link’s labels', async () => {
  const link = await machine.addLink(V2_LINK);
  await label([link], ['Films']);
  await machine.add(hybrid);
  expect(labelsOf(V1_ID)).toEqual(['Films']);
});

test('what is removed and added again has none', async () => {
  await machine.add(one);
  await label([one.id], ['Films']);
  await machine.execute({ kind: 'remove', id: one.id, deleteData: false });
  expect(await kept()).toEqual([]);
  await machine.add(one);
  expect(labelsOf(one.id)).toEqual([]);
});

test('what is put back after it was removed has its labels', async () => {
  await machine.add(one);
  await label([one.id], ['Films']);
  const { id } = one;
  await machine.execute({ kind: 'remove', id, deleteData: false, undo: true });
  await machine.execute({ kind: 'restore-removed', id });
  expect(labelsOf(id)).toEqual(['Films']);
  await machine.execute({ kind: 'remove', id, deleteData: false, undo: true });
  await world.settle(machine.session.stop());
  expect(await kept()).toEqual([]);
});

test('a label is spelt alike for all', async () => {
  await machine.add(one);
  await machine.add(two);
  await label([one.id], ['Films']);
  await label([two.id], ['FILMS']);
  expect(labelsOf(two.id)).toEqual(['Films']);
  await label([one.id], [], ['fiLMS']);
  expect(labelsOf(one.id)).toEqual([]);
});

test('is renamed wherever it is, in its place, and into another, once', async () => {
  await machine.add(one);
  await machine.add(two);
  await label([one.id], ['Films', 'Old']);
  await label([two.id], ['Old', 'Movies', 'Films']);
  await rename('films', 'Movies');
  expect(labelsOf(one.id)).toEqual(['Movies', 'Old']);
  expect(labelsOf(two.id)).toEqual(['Old', 'Movies']);
  await rename('Movies', 'MOVIES');
  expect(labelsOf(one.id)).toEqual(['MOVIES', 'Old']);
  await rename('Old', null);
  expect(labelsOf(two.id)).toEqual(['MOVIES']);
});

test('with one too many for one of them, none of them gets it', async () => {
  await machine.add(one);
  await machine.add(two);
  const many = Array.from({ length: 16 }, (_, index) => `label ${index}`);
  await label([two.id], many);
  await expect(label([one.id, two.id], ['Films'])).rejects.toMatchObject({
    code: 'too-many-labels',
  });
  expect(labelsOf(one.id)).toEqual([]);
  await expect(label([one.id], [...many, 'Films'])).rejects.toMatchObject({
    code: 'too-many-labels',
  });
  await label([two.id], ['Films'], ['label 0']);
  expect(labelsOf(two.id)).toHaveLength(16);
});

test('ids of no torrent are passed over', async () => {
  await label(['0'.repeat(40)], ['Films']);
  expect(await kept()).toEqual([]);
});

test('what cannot be written does not hold', async () => {
  await machine.add(one);
  const set = machine.store.set.bind(machine.store);
  machine.store.set = async () => {
    throw new StorageError('no-space', 'full');
  };
  await expect(label([one.id], ['Films'])).rejects.toMatchObject({ code: 'no-space' });
  expect(labelsOf(one.id)).toEqual([]);
  machine.store.set = set;
  await label([one.id], ['Old']);
  expect(labelsOf(one.id)).toEqual(['Old']);
});

test.each([
  'not JSON',
  '{"a":1}',
  `[["${one.id}","Films"]]`,
  `[["${one.id}",["\\u202eFilms","",7]]]`,
  `[["${one.id}",["\\u202eFilms","","\\u0000"]]]`,
])('a record that is damaged is as none: %s', async (text) => {
  await machine.add(one);
  await world.settle(machine.session.stop());
  await machine.store.set('labels', new TextEncoder().encode(text));
  await machine.start();
  expect(labelsOf(one.id)).toEqual([]);
  await label([one.id], ['Films']);
  expect(labelsOf(one.id)).toEqual(['Films']);
});

test.each([
  ['  Two   words ', 'Two words'],
  ['e\u0301te\u0301', '\u00e9t\u00e9'],
  ['<img src=x>', '<img src=x>'],
  ['\u05e9\u05dc\u05d5\u05dd', '\u05e9\u05dc\u05d5\u05dd'],
  ['👩‍👩‍👧', '👩‍👩‍👧'],
  ['x'.repeat(64), 'x'.repeat(64)],
])('%j is a label', (text, read) => {
  expect(readLabel(text)).toBe(read);
});

test.each([
  '',
  '   ',
  '\u200b\u200d',
  'x'.repeat(65),
  'a\u0000b',
  'a\nb',
  'a\u2028b',
  '\u202egpj.exe',
  'a\u2066b',
  '\ud83d',
])('%j is no label', (text) => {
  expect(readLabel(text)).toBeUndefined();
});

const NONE = { ids: [], add: [], remove: [] };

test.each([
  ['of what has no id', { kind: 'set-labels', ...NONE, ids: ['x'] }],
  ['that is a number', { kind: 'set-labels', ...NONE, add: [1] }],
  ['without end', { kind: 'set-labels', ...NONE, add: ['x'.repeat(2000)] }],
  ['by the thousand', { kind: 'set-labels', ...NONE, add: new Array(1001).fill('a') }],
  ['with none to take off', { kind: 'set-labels', ids: [], add: [] }],
  ['to no name', { kind: 'rename-label', label: 'a' }],
  ['to a number', { kind: 'rename-label', label: 'a', to: 7 }],
  ['in no list', { kind: 'add', source: { kind: 'link', text: '' }, labels: 'Films' }],
])('a label %s is no command', (_, command) => {
  expect(() => parseCommand(command)).toThrow(
    expect.objectContaining({ code: 'bad-command' }),
  );
});

test('a row names the hosts of its trackers, each once, and follows them', async () => {
  await machine.add(one, { paused: true });
  const trackers = [
    ['http://A.example:80/announce', 'udp://a.example:6969', 'https://[2001:db8::1]/x'],
    ...Array.from({ length: 20 }, (_, index) => [`http://t${index}.example/announce`]),
  ];
  await machine.execute({ kind: 'set-trackers', id: one.id, trackers });
  const named = machine.row(one.id).trackers;
  expect(named.slice(0, 3)).toEqual(['a.example', '[2001:db8::1]', 't0.example']);
  expect(named).toHaveLength(8);
  // Worked out once.
  expect(machine.row(one.id).trackers).toBe(named);
  await machine.execute({ kind: 'set-trackers', id: one.id, trackers: [] });
  expect(machine.row(one.id).trackers).toEqual([]);
  const id = await machine.addLink(`${V2_LINK}&tr=udp%3A%2F%2FB.example%3A1%2Fannounce`);
  expect(machine.row(id).trackers).toEqual(['b.example']);
});
