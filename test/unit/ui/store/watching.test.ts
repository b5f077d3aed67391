import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { type Signal, signal } from '@preact/signals';
import type { WatchedRows } from '../../../../ui/client/commands.ts';
import type { ConnectionState } from '../../../../ui/client/connection.ts';
import { Watching } from '../../../../ui/store/watching.ts';

let state: Signal<ConnectionState>;
let active: Signal<string | undefined>;
let isLive: Signal<boolean>;
let told: WatchedRows[];
let watching: Watching;
let isHidden: boolean;
let sightChanged: () => void;

beforeEach(() => {
  jest.useFakeTimers();
  [state, active, isLive] = [signal('open'), signal(undefined), signal(false)];
  told = [];
  isHidden = false;
  watching = new Watching(
    {
      connection: { state },
      commands: {
        watch: async (rows) => {
          told.push(rows);
        },
      },
      active,
      isLive,
    },
    {
      isHidden: () => isHidden,
      onChange: (changed) => {
        sightChanged = changed;
        return () => {};
      },
    },
  );
});

afterEach(() => {
  jest.useRealTimers();
});

function ids(): (readonly string[])[] {
  return told.splice(0).map((rows) => rows.ids);
}

test('tells at once what is on screen, and nothing twice', () => {
  watching.rows.value = ['a', 'b'];
  watching.start();
  expect(told).toEqual([{ ids: ['a', 'b'], others: 'state', hidden: false }]);
  jest.advanceTimersByTime(1000);
  watching.rows.value = ['a', 'b'];
  expect(told).toHaveLength(1);
});

test('while it scrolls it tells at most ten times a second, and the last of it', () => {
  watching.start();
  ids();
  for (let row = 0; row < 50; row++) {
    watching.rows.value = [`row ${row}`];
    jest.advanceTimersByTime(10);
  }
  jest.advanceTimersByTime(100);
  const seen = ids();
  expect(seen.length).toBeLessThanOrEqual(6);
  expect(seen.at(-1)).toEqual(['row 49']);
});

test('watches the torrent that details are of, wherever its row is', () => {
  watching.rows.value = ['a'];
  active.value = 'z';
  watching.start();
  expect(ids()).toEqual([['a', 'z']]);
});

test('wants the figures of all while the list goes by them', () => {
  watching.start();
  jest.advanceTimersByTime(100);
  isLive.value = true;
  expect(told.at(-1)).toEqual({ ids: [], others: 'figures', hidden: false });
});

test('watches nothing while nobody sees the window', () => {
  watching.rows.value = ['a'];
  isLive.value = true;
  watching.start();
  jest.advanceTimersByTime(100);
  isHidden = true;
  sightChanged();
  expect(told.at(-1)).toEqual({ ids: [], others: 'state', hidden: true });
});

test('tells a new line anew, once it is open', () => {
  watching.rows.value = ['a'];
  watching.start();
  jest.advanceTimersByTime(100);
  ids();
  state.value = 'reconnecting';
  watching.rows.value = ['b'];
  jest.advanceTimersByTime(1000);
  expect(ids()).toEqual([]);
  state.value = 'open';
  expect(ids()).toEqual([['b']]);
});

test('watches no more rows than the engine takes', () => {
  watching.rows.value = Array.from({ length: 900 }, (_, at) => `${at}`);
  watching.start();
  expect(told[0]?.ids).toHaveLength(500);
});
