import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { LaunchFiles } from '../../../../background/platform/chrome-app/page/launch-files.ts';
import type { HandedOver } from '../../../../src/api/companion.ts';

interface Launched {
  readonly kind: string;
  readonly files: readonly File[];
  readonly links: readonly string[];
}

class FakeChannel {
  onmessage: (event: { data: unknown }) => void = () => {};
  readonly posted: Launched[] = [];

  constructor() {
    channel = this;
  }

  postMessage(message: Launched): void {
    this.posted.push(message);
  }
}

const { BroadcastChannel } = globalThis;
let channel: FakeChannel;
let launch: LaunchFiles;

beforeEach(() => {
  Object.assign(globalThis, { BroadcastChannel: FakeChannel });
  launch = new LaunchFiles();
});

afterEach(() => {
  Object.assign(globalThis, { BroadcastChannel });
});

/** What a window gets that asks. */
function taken(): Launched | undefined {
  channel.posted.length = 0;
  channel.onmessage({ data: { kind: 'ready' } });
  return channel.posted[0];
}

const link = (number: number): HandedOver => ({
  kind: 'link',
  link: `magnet:?${number}`,
});

test('what came while no window was there goes to the first that asks, once', () => {
  launch.take([link(1), { kind: 'file', name: 'a/b.torrent', base64: 'ZGU=' }]);
  expect(channel.posted).toEqual([{ kind: 'waiting' }]);
  const launched = taken()!;
  expect(launched.links).toEqual(['magnet:?1']);
  expect(launched.files.map(({ size }) => size)).toEqual([2]);
  expect(taken()).toBeUndefined();
});

test('a file that is no base64 is passed over', () => {
  launch.take([{ kind: 'file', name: 'a.torrent', base64: '*' }, link(1)]);
  expect(taken()).toMatchObject({ files: [], links: ['magnet:?1'] });
});

test('of a flood the first thousand wait', () => {
  for (let number = 0; number < 30; number++) {
    launch.take(Array.from({ length: 100 }, (_, at) => link(number * 100 + at)));
  }
  const { links } = taken()!;
  expect(links).toHaveLength(1000);
  expect(links.at(-1)).toBe('magnet:?999');
});
