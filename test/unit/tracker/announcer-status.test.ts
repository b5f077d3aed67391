import { beforeEach, expect, test } from '@jest/globals';
import { A, AnnouncerScene, B, C, LATE, ok } from './announcer-scene.ts';

let scene: AnnouncerScene;

beforeEach(() => {
  scene = new AnnouncerScene();
});

test('says how it stands with each tracker, in the order they were given', async () => {
  scene.answers = {
    a: { 'failure reason': 'not registered' },
    b: ok({
      complete: 3,
      incomplete: 4,
      downloaded: 5,
      'warning message': 'soon down',
      peers: new Uint8Array(12).fill(1),
    }),
  };
  const one = scene.announcer([[A], [B], [C]]);
  const idle = { state: 'idle', answeredAt: undefined, nextAt: undefined };
  expect(one.statuses).toEqual(
    [A, B, C].map((url, tier) => expect.objectContaining({ url, tier, ...idle })),
  );
  one.start();
  expect(one.statuses[0]!.state).toBe('asking');
  await scene.clock.advance(1000);
  const [first, second, third] = one.statuses;
  expect(first).toMatchObject({ state: 'failing', nextAt: 15_000 });
  expect(first!.error).toMatchObject({
    code: 'refused-by-tracker',
    message: 'not registered',
  });
  expect(second).toEqual({
    url: B,
    tier: 1,
    family: undefined,
    state: 'working',
    answeredAt: 0,
    nextAt: 60_000,
    seeds: 3,
    leechers: 4,
    completed: 5,
    peers: 2,
    warning: 'soon down',
    error: undefined,
  });
  expect(third).toMatchObject(idle);
});

test('the last answer is remembered while it fails', async () => {
  scene.answers.a = ok({ complete: 3 });
  const one = scene.started([[A]]);
  await scene.clock.advance(1000);
  scene.answers.a = LATE;
  await scene.clock.advance(60_000);
  expect(one.statuses).toEqual([
    expect.objectContaining({ state: 'failing', seeds: 3, answeredAt: 0, error: LATE }),
  ]);
});

test('what is told of a tracker, and what the tracker says, is without the passkey', async () => {
  const secret = '0123456789abcdef';
  scene.answers.private = {
    'failure reason': `passkey ${secret} is unknown`,
  };
  const one = scene.started([[`http://private/${secret}/announce?uid=${secret}#x`]]);
  await scene.clock.advance(1);
  expect(one.error?.message).toBe('passkey … is unknown');
  expect(scene.heard).toEqual(['private: passkey … is unknown']);
  scene.answers.private = ok({ 'warning message': `hello ${secret}` });
  await scene.clock.advance(60_000);
  expect(one.statuses[0]!.warning).toBe('hello …');
  expect(scene.heard[1]).toBe('private: answers');
});

test('does not count ourselves among the peers', async () => {
  const peers = Uint8Array.of(9, 9, 9, 9, 0, 80, 8, 8, 8, 8, 0, 80);
  scene.answers.a = ok({ peers });
  const one = scene.started([[A]]);
  await scene.clock.advance(1000);
  expect(one.statuses).toEqual([expect.objectContaining({ peers: 1 })]);
});
