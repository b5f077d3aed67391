import { beforeEach, expect, test } from '@jest/globals';
import {
  Outbox,
  type OutboxApp,
} from '../../../../background/platform/chrome-extension/outbox.ts';
import type {
  AppState,
  CompanionAnswer,
  CompanionRequest,
  HandedOver,
} from '../../../../src/api/companion.ts';

const link = (name: string): HandedOver => ({ kind: 'link', link: `magnet:?${name}` });

let kept: readonly HandedOver[];
let state: AppState;
let answer: CompanionAnswer | undefined;
let asked: CompanionRequest[];
const store = {
  get: async () => kept,
  set: async (items: readonly HandedOver[]) => {
    kept = items;
  },
};
const app: OutboxApp = {
  state: async () => state,
  ask: async (request) => {
    asked.push(request);
    return answer;
  },
};

beforeEach(() => {
  kept = [];
  state = 'ready';
  answer = { kind: 'done' };
  asked = [];
});

test('what is added goes to the app, and is kept no longer', async () => {
  expect(await new Outbox(store, app).add(link('a'))).toBe('delivered');
  expect(asked).toEqual([{ kind: 'add', items: [link('a')] }]);
  expect(kept).toEqual([]);
});

test.each<AppState>(['absent', 'old', 'new'])(
  'what an app that is %s cannot take is kept, and goes later in order, once',
  async (trouble) => {
    state = trouble;
    const outbox = new Outbox(store, app);
    expect(await outbox.add(link('a'))).toBe('kept');
    expect(await outbox.add(link('b'))).toBe('kept');
    expect(await outbox.add(link('a'))).toBe('kept');
    expect(await outbox.waiting()).toBe(2);
    expect(asked).toEqual([]);

    state = 'ready';
    // The worker slept in between.
    expect(await new Outbox(store, app).deliver()).toBe('delivered');
    expect(asked).toEqual([{ kind: 'add', items: [link('a'), link('b')] }]);
    expect(kept).toEqual([]);
  },
);

test('an app that goes away before it answers loses nothing', async () => {
  answer = undefined;
  expect(await new Outbox(store, app).add(link('a'))).toBe('kept');
  expect(kept).toEqual([link('a')]);
});

test('what the app refuses does not come again', async () => {
  answer = { kind: 'refused' };
  expect(await new Outbox(store, app).add(link('a'))).toBe('refused');
  expect(kept).toEqual([]);
});

test('what the app refuses keeps back none of the others', async () => {
  kept = [link('a'), link('bad'), link('b')];
  const picky: OutboxApp = {
    state: app.state,
    ask: async (request) => {
      asked.push(request);
      const isBad = JSON.stringify(request).includes('bad');
      return { kind: isBad ? 'refused' : 'done' };
    },
  };
  expect(await new Outbox(store, picky).add(link('c'))).toBe('refused');
  const alone = asked
    .slice(1)
    .flatMap((request) => (request.kind === 'add' ? request.items : []));
  expect(alone).toEqual([link('a'), link('bad'), link('b'), link('c')]);
  expect(kept).toEqual([]);
});

test('an app that goes away midway finds the rest later', async () => {
  kept = [link('a'), link('b'), link('c')];
  const answers = ['refused', 'done', undefined] as const;
  const leaving: OutboxApp = {
    state: app.state,
    ask: async () => {
      const kind = answers[asked.push({ kind: 'hello' }) - 1];
      return kind && { kind };
    },
  };
  expect(await new Outbox(store, leaving).deliver()).toBe('kept');
  expect(kept).toEqual([link('b'), link('c')]);
});

test('what cannot be written down goes to an app that is there', async () => {
  const full = { get: store.get, set: () => Promise.reject(new Error('no room')) };
  expect(await new Outbox(full, app).add(link('a'))).toBe('delivered');
  state = 'absent';
  expect(await new Outbox(full, app).add(link('a'))).toBe('full');
});

test('two at once go one after the other', async () => {
  const outbox = new Outbox(store, app);
  await Promise.all([outbox.add(link('a')), outbox.add(link('b'))]);
  expect(asked).toEqual([
    { kind: 'add', items: [link('a')] },
    { kind: 'add', items: [link('b')] },
  ]);
});

test('a hundred wait, and no more', async () => {
  state = 'absent';
  kept = Array.from({ length: 100 }, (_, index) => link(`${index}`));
  expect(await new Outbox(store, app).add(link('one too many'))).toBe('full');
  expect(kept).toHaveLength(100);
});

test('a file too large to be kept still goes to an app that is there', async () => {
  const base64 = 'A'.repeat(9 << 20);
  const large: HandedOver = { kind: 'file', name: 'large.torrent', base64 };
  expect(await new Outbox(store, app).add(large)).toBe('delivered');
  state = 'absent';
  expect(await new Outbox(store, app).add(large)).toBe('full');
});
