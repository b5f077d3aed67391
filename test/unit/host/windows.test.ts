import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { MessageServer } from '../../../background/host/message-server.ts';
import { isAnswer } from '../../../src/api/answer-guards.ts';
import type { CommandKind, CommandOf } from '../../../src/api/answers.ts';
import { CONTRACT_VERSION } from '../../../src/api/contract.ts';
import { isMessage } from '../../../src/api/message-guard.ts';
import { Connection } from '../../../ui/client/connection.ts';
import type { Port, PortSink } from '../../../ui/client/window-host.ts';
import { Torrents } from '../../../ui/store/torrents.ts';
import type { Machine } from '../../support/sim/machine.ts';
import { memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { World } from '../../support/sim/world.ts';

const torrent = memoryTorrent();
const other = memoryTorrent({ name: 'other' });
const { id } = torrent;

let world: World;
let machine: Machine;
/** Closes the lines to the engine, as when its page goes away. */
let cut: Set<() => void>;

beforeEach(async () => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'setImmediate', 'nextTick'] });
  world = new World();
  machine = await world.start('10.0.0.1');
  cut = new Set();
});

afterEach(() => {
  jest.useRealTimers();
});

function connect(sink: PortSink): Port {
  const server = new MessageServer(machine.session, machine.power.clock(world.clock), {
    send: (message) => queueMicrotask(() => isOpen && sink.message(crossing(message))),
  });
  let isOpen = true;
  const end = () => {
    isOpen = false;
    server.close();
    cut.delete(lose);
  };
  const lose = () => {
    end();
    sink.closed();
  };
  cut.add(lose);
  return {
    send: (request) =>
      queueMicrotask(() => isOpen && void server.receive(crossing(request))),
    close: end,
  };
}

function crossing(message: unknown): unknown {
  return JSON.parse(JSON.stringify(message));
}

/** What a window is made of, but what it draws. */
class Window {
  readonly torrents = new Torrents();
  readonly connection = new Connection((sink) => this.#connect(sink), {
    restarted: () => this.torrents.restarted(),
    event: (event) => {
      if (event.kind !== 'update') return;
      this.torrents.apply(event);
      this.told.push(...event.changed.map((row) => row.id));
    },
  });
  readonly told: string[] = [];
  #port: Port | undefined;

  static async open(): Promise<Window> {
    const window = new Window();
    window.connection.start();
    await window.opens();
    return window;
  }

  async opens(): Promise<void> {
    await world.until('it is open', () => this.connection.state.value === 'open');
  }

  /** Nobody hears of it but the engine. */
  close(): void {
    this.#port?.close();
  }

  get shown(): (string | undefined)[] {
    return this.torrents.ids.value.map((one) => this.torrents.row(one)?.value.status);
  }

  #connect(sink: PortSink): Port {
    this.#port = connect(sink);
    return this.#port;
  }
}

/** As when the browser, or an update, ends the engine's page, and somebody starts it again. */
async function restart(): Promise<void> {
  machine.crash();
  for (const lose of [...cut]) lose();
  await machine.start();
}

test('a window that is closed and opened again shows what there is by then', async () => {
  await machine.add(torrent, { paused: true });
  const first = await Window.open();
  expect(first.shown).toEqual(['paused']);
  const timers = machine.power.timers.size;
  first.close();
  expect(machine.power.timers.size).toBe(timers - 1);
  await machine.add(other, { paused: true });
  await world.pass(2000);
  const again = await Window.open();
  expect(again.shown).toEqual(['paused', 'paused']);
  expect(first.shown).toEqual(['paused']);
});

test('two windows show the same, each told at every beat of what it watches alone', async () => {
  const seed = await world.start('10.0.0.2', {
    settings: { upLimit: 40_000, limitLocal: true },
  });
  await seed.put(torrent);
  await seed.add(torrent);
  await machine.add(torrent);
  const one = await Window.open();
  const two = await Window.open();
  const watch = { kind: 'watch', others: 'state', hidden: false } as const;
  await one.connection.request({ ...watch, ids: [id] });
  await two.connection.request({ ...watch, ids: [] });
  await machine.meet(id, seed);
  await world.until('some of it', () => machine.row(id).downRate > 0);
  await world.pass(500);
  one.told.length = 0;
  two.told.length = 0;
  await world.pass(2000);
  expect(one.told.length).toBeGreaterThanOrEqual(4);
  expect(two.told).toEqual([]);
  await one.connection.request({ kind: 'pause', id });
  await world.pass(400);
  expect([one.shown, two.shown]).toEqual([['paused'], ['paused']]);
  one.close();
  await two.connection.request({ kind: 'remove', id, deleteData: false });
  expect(two.shown).toEqual([]);
});

test('a window outlives the engine, and shows of the next what that has', async () => {
  await machine.add(torrent, { paused: true });
  await machine.add(other, { paused: true });
  const window = await Window.open();
  const removed = window.connection.request({
    kind: 'remove',
    id: other.id,
    deleteData: false,
  });
  await removed;
  await machine.add(memoryTorrent({ name: 'third' }), { paused: true });
  await restart();
  // It shows what it knew until it knows better.
  expect(window.connection.state.value).toBe('reconnecting');
  expect(window.shown).toHaveLength(1);
  await jest.advanceTimersByTimeAsync(250);
  await window.opens();
  expect(window.shown).toEqual(['paused', 'paused']);
});

test('what waits when the engine ends fails, and is not asked again of the next', async () => {
  const window = await Window.open();
  const source = { kind: 'file', base64: torrent.base64 } as const;
  const adding = window.connection.request({ kind: 'add', source });
  machine.crash();
  for (const lose of [...cut]) lose();
  await expect(adding).rejects.toMatchObject({ report: { code: 'connection-lost' } });
  await machine.start();
  await jest.advanceTimersByTimeAsync(250);
  await window.opens();
  expect(window.shown).toEqual([]);
  await window.connection.request({ kind: 'add', source });
  expect(window.shown).toHaveLength(1);
});

test('a session says nothing that the contract does not have, command by command', async () => {
  const seed = await world.start('10.0.0.2');
  await seed.put(torrent);
  await seed.add(torrent);
  await machine.add(torrent);
  await machine.meet(id, seed);
  await world.complete(id, machine);
  const heard: unknown[] = [];
  const server = new MessageServer(machine.session, machine.power.clock(world.clock), {
    send: (message) => heard.push(crossing(message)),
  });
  const folder = machine.folders.embedded;
  const [file] = torrent.files;
  const commands: { readonly [Kind in CommandKind]: CommandOf<Kind> } = {
    hello: { kind: 'hello', version: CONTRACT_VERSION },
    subscribe: { kind: 'subscribe' },
    watch: { kind: 'watch', ids: [id], others: 'figures', hidden: false },
    add: { kind: 'add', source: { kind: 'file', base64: torrent.base64 } },
    'get-folders': { kind: 'get-folders' },
    'get-details': { kind: 'get-details', id },
    'get-trackers': { kind: 'get-trackers', id },
    announce: { kind: 'announce', id },
    'get-pieces': { kind: 'get-pieces', id },
    'get-peers': { kind: 'get-peers', id },
    'export-torrent': { kind: 'export-torrent', id },
    'set-trackers': {
      kind: 'set-trackers',
      id,
      trackers: [['http://10.0.0.9/announce']],
    },
    'set-web-seeds': { kind: 'set-web-seeds', id, webSeeds: ['http://10.0.0.9/'] },
    'locate-file': { kind: 'locate-file', id, file: 0 },
    'get-free-space': { kind: 'get-free-space', folder: null },
    'set-priorities': { kind: 'set-priorities', id, files: [0], priority: 'high' },
    'set-options': { kind: 'set-options', id, changes: { sequential: true } },
    'set-ip-filter': { kind: 'set-ip-filter', base64: null },
    'move-in-queue': { kind: 'move-in-queue', ids: [id], to: 'top' },
    'set-labels': { kind: 'set-labels', ids: [id], add: ['films'], remove: [] },
    'rename-label': { kind: 'rename-label', label: 'films', to: 'cinema' },
    'add-peers': { kind: 'add-peers', id, peers: ['10.0.0.3:6881'] },
    'get-speed-history': { kind: 'get-speed-history', id: null, span: 'minute' },
    'get-log': { kind: 'get-log', id: null, after: 0 },
    'get-statistics': { kind: 'get-statistics' },
    'reset-statistics': { kind: 'reset-statistics' },
    'get-settings': { kind: 'get-settings' },
    'set-settings': { kind: 'set-settings', changes: { pex: false } },
    'set-name': { kind: 'set-name', id, name: 'Renamed' },
    'rename-file': { kind: 'rename-file', id, path: file!.path, name: 'renamed.bin' },
    recheck: { kind: 'recheck', id },
    pause: { kind: 'pause', id },
    resume: { kind: 'resume', id },
    move: { kind: 'move', id, folder },
    remove: { kind: 'remove', id, deleteData: false, undo: true },
    'restore-removed': { kind: 'restore-removed', id },
    place: { kind: 'place', id, folder },
    create: {
      kind: 'create',
      plan: {
        folder,
        path: [],
        version: 'v1',
        trackers: [],
        webSeeds: [],
        private: false,
      },
    },
  };
  const answered: string[] = [];
  for (const [number, command] of Object.values(commands).entries()) {
    await world.settle(server.receive({ id: number, command }));
    await world.pass(500);
    const reply = heard.find((one) => isReply(one, number));
    if (isMessage(reply) && reply.kind === 'reply') {
      expect([command.kind, isAnswer(command.kind, reply.result)]).toEqual([
        command.kind,
        true,
      ]);
      answered.push(command.kind);
    }
  }
  expect(heard.filter((message) => !isMessage(message))).toEqual([]);
  // 'place': its files were looked at.
  expect(Object.keys(commands).filter((kind) => !answered.includes(kind))).toEqual([
    'place',
  ]);
});

function isReply(message: unknown, number: number): boolean {
  return isMessage(message) && message.kind !== 'event' && message.id === number;
}
