import { expect, test } from '@jest/globals';
import { DEFAULT_SETTINGS } from '../../../../src/api/settings.ts';
import type { SessionStatus } from '../../../../src/api/snapshot.ts';
import type { TrackerStatus } from '../../../../src/api/trackers.ts';
import { finderState } from '../../../../ui/format/finder-state.ts';
import { tiersOf, trackerLines } from '../../../../ui/format/tracker-lines.ts';
import { trackerState } from '../../../../ui/format/tracker-state.ts';

const STATUS: TrackerStatus = {
  url: 'http://a/',
  tier: 0,
  swarm: 'v1',
  family: 'ipv4',
  state: 'idle',
  lastAnswer: null,
  nextAnnounce: null,
  seeds: null,
  leechers: null,
  completed: null,
  peers: null,
  warning: null,
  error: null,
};
const make = (changes: Partial<TrackerStatus>) => ({ ...STATUS, ...changes });
const tagsOf = (...statuses: TrackerStatus[]) =>
  trackerLines(statuses).map(({ status, tags }) => [status.url, ...tags].join(' '));

test('a tracker with one line needs no tags', () => {
  expect(tagsOf(make({}), make({ url: 'udp://b/', tier: 1 }))).toEqual([
    'http://a/',
    'udp://b/',
  ]);
});

test('lines of one tracker stand together, told apart by what differs', () => {
  const b = { url: 'udp://b/', tier: 1 };
  expect(
    tagsOf(make({}), make(b), make({ swarm: 'v2' }), make({ ...b, family: 'ipv6' })),
  ).toEqual(['http://a/ v1', 'http://a/ v2', 'udp://b/ ipv4', 'udp://b/ ipv6']);
});

test('each line has a key of its own, even where nobody knows the family', () => {
  const lines = trackerLines([make({ family: null }), make({ family: null })]);
  expect(new Set(lines.map(({ key }) => key)).size).toBe(2);
});

test('the tiers are those that are set, each address once', () => {
  const statuses = [
    make({ tier: 1, url: 'c' }),
    make({}),
    make({ swarm: 'v2' }),
    make({ url: 'b' }),
  ];
  expect(tiersOf(statuses)).toEqual([['http://a/', 'b'], ['c']]);
});

const error = (code: string, message = '') =>
  ({ fault: 'tracker', code, message }) as const;

test.each<[string, Partial<TrackerStatus>, string, string]>([
  [
    'refused',
    { error: error('connection-refused') },
    'bad',
    'does not accept connections',
  ],
  ['timed out', { error: error('timed-out') }, 'bad', 'did not answer in time'],
  [
    'not registered',
    { error: error('refused-by-tracker', 'not registered') },
    'bad',
    'The tracker says: not registered',
  ],
  ['name not found', { error: error('name-not-found') }, 'bad', 'address does not exist'],
  ['blocked', { error: error('blocked') }, 'bad', 'does not let Rill reach the tracker'],
])('says in plain words why a tracker fails: %s', (_, changes, tone, words) => {
  const said = trackerState(make({ state: 'failing', ...changes }), true);
  expect(said).toEqual({ tone, text: expect.stringContaining(words) });
});

test.each<[Partial<TrackerStatus>, boolean, string]>([
  [{ state: 'asking' }, true, 'Asking…'],
  [{ state: 'working' }, true, 'Working'],
  [{ state: 'working', warning: 'slow' }, true, 'Working. It says: \u2068slow\u2069'],
  [{ nextAnnounce: 1 }, true, 'Not asked yet'],
  [{}, true, 'In reserve: asked when those before it fail'],
  [{}, false, 'Not asked while the torrent does not run'],
])('says how it stands with a tracker: %j, running: %s', (changes, running, words) => {
  expect(trackerState(make(changes), running).text).toBe(words);
});

const SCENE = {
  settings: DEFAULT_SETTINGS,
  status: {
    dht: { state: 'on', error: null, nodes: 12, networkSize: 12 },
    lsd: { state: 'unavailable', error: { fault: 'network', code: 'address-in-use' } },
  } as unknown as SessionStatus,
  private: false,
  running: true,
};

test('says how it stands with the other ways to find peers', () => {
  expect(finderState('dht', SCENE).text).toBe('Working: 12 nodes known');
  expect(finderState('pex', SCENE).text).toBe('Working: connected peers tell of others');
  expect(finderState('lsd', SCENE).text).toMatch(/^Not available\. The port is used/);
  const off = { ...SCENE, settings: { ...DEFAULT_SETTINGS, pex: false } };
  expect(finderState('pex', off).text).toBe('Turned off in Settings');
  expect(finderState('dht', { ...SCENE, private: true }).text).toMatch(/is private$/);
  expect(finderState('dht', { ...SCENE, running: false }).text).toMatch(
    /^Not asked while/,
  );
});
