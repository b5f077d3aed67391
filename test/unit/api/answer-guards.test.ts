import { expect, test } from '@jest/globals';
import { isAnswer } from '../../../src/api/answer-guards.ts';
import type { Answers, CommandKind } from '../../../src/api/answers.ts';
import type { Alert, ErrorReport, Event } from '../../../src/api/contract.ts';
import { isMessage } from '../../../src/api/message-guard.ts';
import { DEFAULT_SETTINGS } from '../../../src/api/settings.ts';
import { makePeer, makeTracker } from '../../app/ui/details-scenarios.ts';
import { IDLE, NONE_KNOWN } from '../../app/ui/fake-engine.ts';
import { makeDetails } from '../../app/ui/make-details.ts';
import { MAKE_STATISTICS, makeEntry, makeSpeed } from '../../app/ui/make-records.ts';
import { makeRow } from '../../app/ui/make-row.ts';

const error: ErrorReport = { fault: 'storage', code: 'disk-full', message: 'no room' };
const folder = { id: 'chrome:1', name: 'Downloads' };
const row = makeRow(1, { error, trackerError: error, labels: ['a'] });
const status = {
  ...IDLE,
  listenError: error,
  dht: { ...IDLE.dht, error, externalAddresses: ['192.0.2.1'] },
  lsd: { ...IDLE.lsd, error },
};

/** With everything in it that an answer of its kind can have. */
const SAMPLES: Partial<Answers> = {
  hello: { version: 1, host: 'fake' },
  pause: undefined,
  add: { id: row.id, name: 'a', known: { merged: 0, private: false } },
  'get-folders': { embedded: folder, recent: [folder] },
  'get-details': makeDetails(row, {
    options: {
      downLimit: 0,
      upLimit: 0,
      sequential: false,
      superSeeding: false,
      forced: false,
      seeding: { ratio: 1, time: 2, idle: 3 },
    },
    trackers: [['http://tracker.example/announce']],
  }),
  'get-trackers': [makeTracker('http://tracker.example/announce', { error })],
  'get-pieces': { have: 'gA==', availability: 'AQID', copies: 1.5 },
  'get-peers': { peers: [makePeer(1)], known: NONE_KNOWN },
  'export-torrent': { fileName: 'a.torrent', base64: 'ZGU=' },
  'locate-file': { folder, path: ['a', 'b'], size: 1 },
  'get-free-space': { free: 1 },
  'set-ip-filter': { ranges: 1, skipped: 0 },
  'get-speed-history': makeSpeed('minute', true),
  'get-log': { entries: [makeEntry(1, { code: 'added', error })], last: 1 },
  'get-statistics': MAKE_STATISTICS,
  'get-settings': { ...DEFAULT_SETTINGS, defaultFolder: folder },
};

const named = { id: row.id, name: row.name };
const ALERTS: { readonly [Kind in Alert['kind']]: Extract<Alert, { kind: Kind }> } = {
  completed: { kind: 'completed', ...named },
  'torrent-error': { kind: 'torrent-error', ...named, error },
  'not-deleted': { kind: 'not-deleted', ...named, error },
  'peer-dropped': { kind: 'peer-dropped', id: row.id, peer: '192.0.2.1:6881', error },
};
const EVENTS: readonly Event[] = [
  { kind: 'update', status, changed: [row], removed: [row.id] },
  { kind: 'engine-failed', error },
  ...Object.values(ALERTS).map((alert) => ({ kind: 'alert', alert }) as const),
];

/** As it would cross a port. */
function sent(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null));
}

/** What may be missing, or be any text. */
const FREE = new Set(['known']);

/** The value with one field, however deep, of another type or gone: each field in turn. */
function* spoilt(value: unknown): Generator<[string, unknown]> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const put = (by: unknown) =>
      Array.isArray(value) ? value.with(Number(key), by) : { ...value, [key]: by };
    yield [`${key} is an object`, put({ no: {} })];
    if (!Array.isArray(value) && !FREE.has(key)) yield [`no ${key}`, put(undefined)];
    for (const [what, wrong] of spoilt(inner)) yield [`${key}.${what}`, put(wrong)];
  }
}

test.each(Object.entries(SAMPLES))(
  'an answer to %s holds with every field, and without any of them does not',
  (kind, sample) => {
    const answer = sent(sample);
    expect(isAnswer(kind as CommandKind, answer)).toBe(true);
    for (const [what, wrong] of spoilt(answer)) {
      expect([what, isAnswer(kind as CommandKind, sent(wrong))]).toEqual([what, false]);
    }
    expect(isAnswer(kind as CommandKind, { no: 'such thing' })).toBe(false);
  },
);

test.each(
  EVENTS.map((event) => ['alert' in event ? event.alert.kind : event.kind, event]),
)(
  'an event "%s" holds with every field, and without any of them does not',
  (_, event) => {
    const message = { kind: 'event', event: sent(event) };
    expect(isMessage(message)).toBe(true);
    for (const [what, wrong] of spoilt(message)) {
      expect([what, isMessage(sent(wrong))]).toEqual([what, false]);
    }
  },
);

test('replies and failures hold by their envelope', () => {
  expect(isMessage({ kind: 'reply', id: 1, result: { any: 'thing' } })).toBe(true);
  expect(isMessage({ kind: 'failure', id: 1, error })).toBe(true);
  expect(isMessage({ kind: 'reply', id: '1', result: null })).toBe(false);
  expect(isMessage({ kind: 'failure', id: 1, error: 'no room' })).toBe(false);
  expect(isMessage({ kind: 'news', id: 1 })).toBe(false);
});

test('an entry of the log may have a code that nobody here knows', () => {
  const entry = { ...makeEntry(1, { code: 'added' }), code: 'sung' };
  expect(isAnswer('get-log', { entries: [entry], last: 1 })).toBe(true);
});
