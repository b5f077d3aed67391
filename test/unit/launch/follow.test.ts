import { expect, test } from '@jest/globals';
import { follow } from '../../../background/launch/follow.ts';
import { ProgressLine } from '../../../background/launch/progress-line.ts';
import { TorrentList } from '../../../background/launch/torrent-list.ts';
import type { TorrentRow } from '../../../src/api/snapshot.ts';

function row(changes: Partial<TorrentRow> & { id: string }): TorrentRow {
  return {
    name: `torrent ${changes.id}`,
    status: 'downloading',
    error: null,
    size: 10,
    done: 0,
    progress: 0,
    downRate: 0,
    upRate: 0,
    downloaded: 0,
    uploaded: 0,
    peers: 0,
    seeds: 0,
    eta: null,
    fileCount: 1,
    folder: { id: 'f', name: 'f' },
    embedded: false,
    trackerError: null,
    addedAt: 0,
    completedAt: null,
    queuePosition: 1,
    labels: [],
    trackers: [],
    ...changes,
  };
}

function complete(id: string): TorrentRow {
  return row({ id, status: 'seeding', done: 10 });
}

/** A list that is followed; `lines` is what was printed. */
function followed(...watched: string[]) {
  const lines: string[] = [];
  const list = new TorrentList();
  if (watched.length > 0) list.watch(watched);
  list.apply({ changed: [row({ id: 'a' }), row({ id: 'b' })], removed: [] });
  const write = (text: string) => lines.push(text.trimEnd());
  const end = follow(list, new ProgressLine({ write }));
  return { list, lines, end };
}

test('it ends when all that is watched is complete, whatever the others do', async () => {
  const { list, end } = followed('a');
  list.apply({ changed: [row({ id: 'b', status: 'error' })], removed: [] });
  list.apply({ changed: [complete('a')], removed: [] });
  await expect(end).resolves.toBeUndefined();
});

test('where nothing is watched it waits for every torrent', async () => {
  const { list, lines, end } = followed();
  list.apply({ changed: [complete('a')], removed: [] });
  expect(lines.at(-1)).not.toContain('100.0 %');
  list.apply({ changed: [complete('b')], removed: [] });
  await end;
  expect(lines.at(-1)).toContain('100.0 %');
});

test('a torrent that is not in the list yet is waited for', async () => {
  const { list, lines, end } = followed('a', 'late');
  list.apply({ changed: [complete('a')], removed: [] });
  expect(lines.at(-1)).not.toContain('100.0 %');
  list.apply({ changed: [complete('late')], removed: [] });
  await expect(end).resolves.toBeUndefined();
});

test('a link is waited for under the id that its torrent turns out to have', async () => {
  const { list, lines, end } = followed('link');
  list.apply({
    changed: [row({ id: 'link', status: 'metadata', addedAt: 7 })],
    removed: [],
  });
  list.apply({ changed: [row({ id: 'torrent', addedAt: 7 })], removed: ['link'] });
  expect(lines.at(-1)).not.toContain('100.0 %');
  list.apply({ changed: [complete('torrent')], removed: [] });
  await expect(end).resolves.toBeUndefined();
});

test('a removed torrent is not waited for', async () => {
  const { list, end } = followed('a', 'b');
  list.apply({ changed: [complete('a')], removed: ['b'] });
  await expect(end).resolves.toBeUndefined();
});

test('it fails with the name and the reason when a torrent does', async () => {
  const { list, end } = followed('a');
  const error = {
    fault: 'storage',
    code: 'no-space',
    message: 'The disk is full.',
  } as const;
  list.apply({ changed: [row({ id: 'a', status: 'error', error })], removed: [] });
  await expect(end).rejects.toThrow('torrent a: The disk is full.');
});

test('complete but still being checked is not complete', () => {
  const { list } = followed('a');
  list.apply({ changed: [row({ id: 'a', status: 'checking', done: 10 })], removed: [] });
  expect(list.complete).toBe(false);
});

test('what a tracker complains of is said once until it changes', () => {
  const { list, lines } = followed('a');
  const complaint = (message: string) => {
    const trackerError = { fault: 'tracker', code: 'timed-out', message } as const;
    list.apply({ changed: [row({ id: 'a', trackerError })], removed: [] });
  };
  complaint('no answer');
  complaint('no answer');
  complaint('not registered');
  expect(lines.slice(1)).toEqual(['torrent a: no answer', 'torrent a: not registered']);
});
