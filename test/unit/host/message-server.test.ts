import { beforeEach, expect, test } from '@jest/globals';
import { MessageServer } from '../../../background/host/message-server.ts';
import {
  CONTRACT_VERSION,
  type Command,
  type Message,
} from '../../../src/api/contract.ts';
import type { Machine } from '../../support/sim/machine.ts';
import { memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { World } from '../../support/sim/world.ts';

const torrent = memoryTorrent();
const { id } = torrent;
const ADD = {
  kind: 'add',
  source: { kind: 'file', base64: torrent.base64 },
  paused: true,
} as const;

let world: World;
let machine: Machine;
let server: MessageServer;
let messages: Message[];

beforeEach(async () => {
  world = new World();
  machine = await world.start('10.0.0.1');
  messages = [];
  server = new MessageServer(machine.session, machine.power.clock(world.clock), {
    // As it would cross a channel.
    send: (message) => messages.push(JSON.parse(JSON.stringify(message))),
  });
});

let requests = 0;
/** Sends a command, and answers with what it was answered. */
async function ask(command: Command | unknown): Promise<Message | undefined> {
  const request = ++requests;
  await server.receive({ id: request, command });
  return messages.find((message) => 'id' in message && message.id === request);
}

/** The updates since the last look. */
function updates() {
  const events = messages.splice(0).flatMap((message) => {
    return message.kind === 'event' && message.event.kind === 'update'
      ? [message.event]
      : [];
  });
  return events.map(({ changed, removed }) => ({
    changed: changed.map((row) => row.status),
    removed,
  }));
}

test('says hello', async () => {
  expect(await ask({ kind: 'hello', version: CONTRACT_VERSION })).toMatchObject({
    kind: 'reply',
    result: { version: CONTRACT_VERSION, host: 'memory' },
  });
});

test.each([CONTRACT_VERSION - 1, CONTRACT_VERSION + 1])(
  'tells a client of version %d its own, and refuses what else it asks',
  async (version) => {
    expect(await ask({ kind: 'hello', version })).toMatchObject({
      result: { version: CONTRACT_VERSION },
    });
    for (const command of [{ kind: 'subscribe' }, ADD, { kind: 'get-settings' }]) {
      expect(await ask(command)).toMatchObject({
        kind: 'failure',
        error: { fault: 'input', code: 'bad-command' },
      });
    }
    expect(machine.session.rows()).toEqual([]);
    await world.pass(1000);
    expect(messages.filter(({ kind }) => kind === 'event')).toEqual([]);
    await ask({ kind: 'hello', version: CONTRACT_VERSION });
    expect(await ask({ kind: 'get-settings' })).toMatchObject({ kind: 'reply' });
  },
);

test('answers with null where there is nothing to say', async () => {
  await ask(ADD);
  expect(await ask({ kind: 'pause', id })).toMatchObject({ kind: 'reply', result: null });
});

test.each<[string, unknown, string, string]>([
  ['no object', 5, 'input', 'bad-command'],
  ['an unknown command', { kind: 'format' }, 'input', 'bad-command'],
  ['a field too many', { kind: 'subscribe', more: 1 }, 'input', 'bad-command'],
  ['an id that is none', { kind: 'pause', id: '../x' }, 'input', 'bad-command'],
  ['an unknown id', { kind: 'pause', id: '0'.repeat(40) }, 'input', 'no-such-torrent'],
  [
    'a port too high',
    { kind: 'set-settings', changes: { listenPort: 65_536 } },
    'input',
    'bad-command',
  ],
  [
    'a peer that is none',
    { kind: 'add-peers', id, peers: ['x'] },
    'input',
    'bad-endpoint',
  ],
  [
    'base64 that is none',
    { kind: 'add', source: { kind: 'file', base64: '%' } },
    'input',
    'not-a-torrent',
  ],
  [
    'a link of no kind',
    { kind: 'add', source: { kind: 'link', text: 'hi' } },
    'input',
    'bad-link',
  ],
  [
    'a folder that is gone',
    { kind: 'move', id, folder: { id: 'x', name: 'X' } },
    'storage',
    'folder-gone',
  ],
])('%s fails with a code', async (_, command, fault, code) => {
  await ask(ADD);
  expect(await ask(command)).toMatchObject({ kind: 'failure', error: { fault, code } });
});

test.each([undefined, null, 'text', 7, [], { command: {} }, { id: 'x' }, { id: 1.5 }])(
  'what is no request (%j) is ignored',
  async (message) => {
    await server.receive(message);
    expect(messages).toEqual([]);
  },
);

test('tells a subscriber everything at once, then only what changed', async () => {
  await ask(ADD);
  await ask({ kind: 'subscribe' });
  expect(updates()).toEqual([{ changed: ['paused'], removed: [] }]);
  await world.pass(2000);
  expect(messages).toEqual([]);
  await ask({ kind: 'resume', id });
  expect(updates()).toEqual([{ changed: ['checking'], removed: [] }]);
  await world.pass(400);
  expect(updates()).toEqual([{ changed: ['downloading'], removed: [] }]);
});

test('tells which rows are gone, once', async () => {
  await ask({ kind: 'subscribe' });
  await ask(ADD);
  updates();
  await ask({ kind: 'remove', id, deleteData: false });
  expect(updates()).toEqual([{ changed: [], removed: [id] }]);
  await world.pass(1000);
  expect(updates()).toEqual([]);
});

test('tells who subscribes again everything again, and still only once a change', async () => {
  await ask(ADD);
  await ask({ kind: 'subscribe' });
  updates();
  await ask({ kind: 'subscribe' });
  expect(updates()).toEqual([{ changed: ['paused'], removed: [] }]);
  await machine.execute({ kind: 'resume', id });
  await world.pass(450);
  expect(updates()).toEqual([{ changed: ['downloading'], removed: [] }]);
});

test('passes alerts on, each once', async () => {
  await machine.put(torrent, undefined, (piece) => piece > 0);
  await ask({ kind: 'subscribe' });
  await ask({ kind: 'subscribe' });
  const seed = await world.start('10.0.0.2');
  await seed.put(torrent);
  await seed.add(torrent);
  await machine.add(torrent);
  await machine.meet(id, seed);
  await world.complete(id, machine);
  const alerts = messages.filter(
    (message) => message.kind === 'event' && message.event.kind === 'alert',
  );
  expect(alerts).toHaveLength(1);
});

test('a closed channel hears nothing more, and no timer is left', async () => {
  await world.pass(200);
  const before = machine.power.timers.size;
  await ask({ kind: 'subscribe' });
  expect(machine.power.timers.size).toBe(before + 1);
  messages = [];
  const late = server.receive({ id: 99, command: ADD });
  server.close();
  await late;
  await server.receive({ id: 100, command: { kind: 'subscribe' } });
  await world.pass(2000);
  expect(messages).toEqual([]);
  expect(machine.power.timers.size).toBe(before);
});

const NOBODY = { kind: 'watch', ids: [], others: 'state', hidden: false } as const;

/** The ids and rates of the rows that were told of since the last look. */
function told() {
  return messages
    .splice(0)
    .flatMap((message) =>
      message.kind === 'event' && message.event.kind === 'update'
        ? message.event.changed.map((row) => [row.id, row.status, row.downRate > 0])
        : [],
    );
}

/** A download that is under way, and will be for a while. */
async function download(): Promise<void> {
  const settings = { upLimit: 40_000, limitLocal: true };
  const seed = await world.start('10.0.0.2', { settings });
  await seed.put(torrent);
  await seed.add(torrent);
  await machine.add(torrent);
  await machine.meet(id, seed);
  await world.until('some of it', () => machine.row(id).downRate > 0);
}

test('tells of a row that is watched at every beat', async () => {
  await download();
  await ask({ kind: 'subscribe' });
  await ask({ ...NOBODY, ids: [id] });
  messages = [];
  await world.pass(2000);
  // But for a beat at which nothing moved.
  expect(told().length).toBeGreaterThanOrEqual(4);
});

test('of a row off the screen it tells what state it is in, and no figures', async () => {
  await download();
  await ask({ kind: 'subscribe' });
  await ask(NOBODY);
  messages = [];
  await world.pass(3000);
  expect(told()).toEqual([]);
  await machine.execute({ kind: 'pause', id });
  await world.pass(400);
  expect(told()).toEqual([[id, 'paused', false]]);
});

test('of rows off the screen it tells figures every two seconds where they are wanted', async () => {
  await download();
  await ask({ kind: 'subscribe' });
  await ask(NOBODY);
  await world.pass(1000);
  messages = [];
  await ask({ ...NOBODY, others: 'figures' });
  expect(told()).toEqual([[id, 'downloading', true]]);
  await world.pass(4900);
  expect(told()).toHaveLength(2);
});

test('brings a row that comes into view up to date at once', async () => {
  await download();
  await ask({ kind: 'subscribe' });
  await ask(NOBODY);
  await world.pass(1000);
  messages = [];
  await ask({ ...NOBODY, ids: [id] });
  expect(told()).toEqual([[id, 'downloading', true]]);
});

test('tells a client that nobody looks at every two seconds, and of alerts at once', async () => {
  await download();
  await ask({ kind: 'subscribe' });
  await ask({ ...NOBODY, ids: [id], hidden: true });
  messages = [];
  await world.pass(4100);
  expect(updates()).toHaveLength(2);
  await ask({ ...NOBODY, ids: [id] });
  messages = [];
  await world.pass(2000);
  expect(updates()).toHaveLength(5);
});

test('forgets with the next subscription what was watched', async () => {
  await download();
  await ask({ kind: 'subscribe' });
  await ask({ ...NOBODY, hidden: true });
  await ask({ kind: 'subscribe' });
  messages = [];
  await world.pass(2000);
  expect(told().length).toBeGreaterThanOrEqual(4);
});

test.each([
  ['more rows than any screen shows', { ids: Array(501).fill(id) }],
  ['an id that is none', { ids: ['../x'] }],
  ['another interest', { others: 'everything' }],
])('refuses to watch %s', async (_, changes) => {
  expect(await ask({ ...NOBODY, ...changes })).toMatchObject({
    kind: 'failure',
    error: { code: 'bad-command' },
  });
});
