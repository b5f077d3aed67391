import { beforeEach, expect, test } from '@jest/globals';
import { MemoryClock } from '../../../background/platform/memory/clock.ts';
import { MemoryLog } from '../../../background/platform/memory/log.ts';
import { EventLog } from '../../../src/session/event-log.ts';

const A = { id: 'a'.repeat(40), name: 'A' };
const B = { id: 'b'.repeat(40), name: 'B' };

let clock: MemoryClock;
let said: MemoryLog;
let log: EventLog;
let here: Set<string>;

beforeEach(() => {
  clock = new MemoryClock();
  said = new MemoryLog();
  here = new Set([A.id, B.id]);
  log = new EventLog({ clock, log: said, isHere: (id) => here.has(id) });
});

const codes = (id: string | null, after = 0) =>
  log.read(id, after).entries.map(({ code }) => code);

test('tells of a torrent, or of everything', () => {
  log.write('listening', undefined, { port: 6881 });
  log.write('added', A);
  log.write('started', B);
  expect(codes(A.id)).toEqual(['added']);
  expect(codes(null)).toEqual(['listening', 'added', 'started']);
  const [entry] = log.read(null, 0).entries;
  expect(entry).toEqual({
    number: expect.any(Number),
    time: clock.date(),
    level: 'info',
    id: null,
    name: '',
    code: 'listening',
    values: { port: 6881 },
    error: null,
    message: 'listens for peers on port 6881',
  });
});

test('says the same in the log of the host, with the reason', () => {
  const error = { fault: 'tracker', code: 'timed-out', message: 'no answer' } as const;
  log.write('tracker-failed', A, { tracker: 't.example' }, error);
  expect(said.entries).toEqual([
    { level: 'warning', area: 'tracker', message: 'A: t.example fails: no answer' },
  ]);
});

test('tells what is new since the last time', () => {
  log.write('added', A);
  const { last } = log.read(null, 0);
  expect(codes(null, last)).toEqual([]);
  log.write('started', A);
  expect(codes(null, last)).toEqual(['started']);
  expect(codes(A.id, last)).toEqual(['started']);
});

test('numbers go up from one run to the next, and a number yet to come is of another run', async () => {
  log.write('added', A);
  const { last } = log.read(null, 0);
  await clock.advance(60_000);
  const next = new EventLog({ clock, log: said, isHere: () => true });
  next.write('engine-started', undefined);
  expect(next.read(null, last).entries.map(({ code }) => code)).toEqual([
    'engine-started',
  ]);
  expect(codes(null, last + 1_000_000)).toEqual(['added']);
});

test('keeps the last 1,000 of all and 200 of each', () => {
  for (let piece = 0; piece < 3000; piece++) log.write('piece-wrong', A, { piece });
  const all = log.read(null, 0).entries;
  expect([all.length, all[0]!.values.piece]).toEqual([1000, 2000]);
  const own = log.read(A.id, 0).entries;
  expect([own.length, own[0]!.values.piece]).toEqual([200, 2800]);
});

test('what the engine says of itself is not lost among what torrents say', () => {
  log.write('not-listening', undefined);
  for (let piece = 0; piece < 3000; piece++) log.write('piece-wrong', A, { piece });
  log.write('dht-on', undefined);
  const all = codes(null);
  expect([all.length, all[0], all[1], all.at(-1)]).toEqual([
    1001,
    'not-listening',
    'piece-wrong',
    'dht-on',
  ]);
});

test('hostile names and reasons are cut, and are one line', () => {
  const name = `x\r\n${'\u{1f600}'.repeat(5000)}`;
  const error = { fault: 'peer', code: 'flood', message: `a\0b${'c'.repeat(9000)}` };
  log.write(
    'peer-dropped',
    { ...A, name },
    { peer: 'p'.repeat(9000) },
    { ...error, fault: 'peer' },
  );
  const [entry] = log.read(null, 0).entries;
  expect(entry!.name).toBe(`x ${'\u{1f600}'.repeat(197)}…`);
  expect(entry!.values.peer).toBe(`${'p'.repeat(199)}…`);
  expect(entry!.error!.message).toBe(`a b${'c'.repeat(496)}…`);
});

const subject = (number: number) => {
  return { id: number.toString(16).padStart(40, '0'), name: `${number}` };
};
const kept = () =>
  Array.from({ length: 1000 }, (_, number) => number).filter(
    (number) => codes(subject(number).id).length > 0,
  );

test('of torrents that are gone only the last few keep entries of their own', () => {
  for (let number = 0; number < 1000; number++) {
    log.write('added', subject(number));
    log.write('removed', subject(number));
    log.removed(subject(number).id);
    // Its trackers heard too late.
    log.write('tracker-failed', subject(number));
  }
  expect(kept().length).toBeLessThan(70);
  expect(codes(subject(999).id)).toEqual(['added', 'removed', 'tracker-failed']);
});

test('nor do links whose torrents have another id keep theirs', () => {
  for (let number = 0; number < 1000; number++) log.write('link-added', subject(number));
  expect(kept().length).toBeLessThan(70);
  for (let number = 0; number < 1000; number++) {
    here.add(subject(number).id);
    log.write('added', subject(number));
  }
  expect(kept()).toHaveLength(1000);
});
