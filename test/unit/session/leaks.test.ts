import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { LogPart } from '../../../src/api/log.ts';
import { Torrent } from '../../../src/torrent/torrent.ts';
import type { Machine } from '../../support/sim/machine.ts';
import { memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { World } from '../../support/sim/world.ts';

const MANY = 200;

const torrents = Array.from({ length: MANY }, (_, number) =>
  memoryTorrent({
    name: `${number}`,
    sizes: 100,
    trackers: [`http://10.0.0.9/${number}`],
  }),
);

async function logged(machine: Machine): Promise<number> {
  let entries = 0;
  for (const { id } of torrents) {
    const part = (await machine.execute({ kind: 'get-log', id, after: 0 })) as LogPart;
    if (part.entries.length > 0) entries++;
  }
  return entries;
}

const { start } = Torrent.prototype;
let begun: WeakRef<Torrent>[] = [];
let collectGarbage: () => void;

beforeAll(() => {
  setFlagsFromString('--expose-gc');
  collectGarbage = runInNewContext('gc');
  Torrent.prototype.start = function (this: Torrent, ...given) {
    begun.push(new WeakRef(this));
    start.apply(this, given);
  };
});

afterAll(() => {
  Torrent.prototype.start = start;
});

/** How many torrents are still held by something. */
async function heldTorrents(): Promise<number> {
  await new Promise<void>((done) => setImmediate(done));
  collectGarbage();
  return begun.filter((ref) => ref.deref()).length;
}

test.each([
  ['at work', { paused: false }, false],
  ['paused', { paused: true }, false],
  ['at work, so that it can be undone', { paused: false }, true],
] as const)(
  'of two hundred that were removed next to nothing is left: %s',
  async (_, options, undo) => {
    begun = [];
    const world = new World();
    const machine = await world.start('10.0.0.1');
    await world.pass(1000);
    const { timers, listeners } = machine.power;
    const before = { timers: timers.size, listeners: listeners.size };
    for (const torrent of torrents) {
      const { id } = torrent;
      await world.settle(machine.add(torrent, options));
      await world.pass(10);
      await machine.execute({ kind: 'set-labels', ids: [id], add: ['x'], remove: [] });
      await world.settle(machine.execute({ kind: 'remove', id, deleteData: true, undo }));
    }
    await world.pass(60_000);
    const { connections, folders } = machine.power;
    expect({ timers: timers.size, listeners: listeners.size }).toEqual(before);
    expect([connections.size, folders.size]).toEqual([0, 0]);
    expect(await machine.kept()).toEqual([]);
    expect(begun).toHaveLength(MANY);
    expect(await heldTorrents()).toBeLessThan(10);
    expect(await logged(machine)).toBeLessThan(25);
    await world.settle(machine.session.stop());
  },
);
