import { expect, test } from '@jest/globals';
import fc, { type Arbitrary } from 'fast-check';
import { isAnswer } from '../../src/api/answer-guards.ts';
import type { CommandKind, CommandOf } from '../../src/api/answers.ts';
import { isMessage } from '../../src/api/message-guard.ts';
import { readSettings } from '../../src/api/read-settings.ts';
import { DEFAULT_SETTINGS } from '../../src/api/settings.ts';
import { parseCommand, parseRequest, parseSettings } from '../../src/api/validate.ts';
import { InputError } from '../../src/errors/input-error.ts';

const SEED = 7;

const flag = fc.boolean();
const words = fc.string({ maxLength: 60 });
const some = (inner: Arbitrary<string>) => fc.array(inner, { maxLength: 5 });
const id = fc.stringMatching(/^[0-9a-f]{40}$/);
const whole = fc.nat();
const limit = fc.option(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }));
const folder = fc.record({ id: words, name: words });
const tiers = fc.array(some(words), { maxLength: 3 });
const options = fc.record(
  {
    downLimit: whole,
    upLimit: whole,
    sequential: flag,
    superSeeding: flag,
    forced: flag,
    seeding: fc.option(fc.record({ ratio: limit, time: limit, idle: limit })),
  },
  { requiredKeys: [] },
);
const source = fc.oneof(
  fc.record({ kind: fc.constant('file' as const), base64: words }),
  fc.record({ kind: fc.constant('link' as const), text: words }),
);
const plan = fc.record(
  {
    folder,
    path: some(words),
    name: words,
    version: fc.constantFrom('v1', 'v2', 'hybrid'),
    pieceLength: whole,
    trackers: tiers,
    webSeeds: some(words),
    private: flag,
    source: words,
    comment: words,
    ignore: some(words),
  },
  {
    requiredKeys: ['folder', 'path', 'version', 'trackers', 'webSeeds', 'private'],
  },
);

/** The other fields of each command, some with and some without those that may be missing. */
const FIELDS: {
  readonly [Kind in CommandKind]: Arbitrary<Omit<CommandOf<Kind>, 'kind'>>;
} = {
  hello: fc.record({ version: whole }),
  subscribe: fc.record({}),
  watch: fc.record({
    ids: fc.array(id, { maxLength: 5 }),
    others: fc.constantFrom('state', 'figures'),
    hidden: flag,
  }),
  add: fc.record(
    { source, folder, paused: flag, pauseWhenKnown: flag, labels: some(words) },
    { requiredKeys: ['source'] },
  ),
  pause: fc.record({ id }),
  resume: fc.record({ id }),
  remove: fc.record(
    { id, deleteData: flag, undo: flag },
    { requiredKeys: ['id', 'deleteData'] },
  ),
  'restore-removed': fc.record({ id }),
  'add-peers': fc.record({ id, peers: some(words) }),
  move: fc.record({ id, folder }),
  place: fc.record({ id, folder }),
  'get-folders': fc.record({}),
  recheck: fc.record({ id }),
  create: fc.record({ plan }),
  'get-details': fc.record({ id }),
  'get-trackers': fc.record({ id }),
  announce: fc.record({ id }),
  'get-pieces': fc.record({ id }),
  'get-peers': fc.record({ id }),
  'export-torrent': fc.record({ id }),
  'set-trackers': fc.record({ id, trackers: tiers }),
  'set-web-seeds': fc.record({ id, webSeeds: some(words) }),
  'rename-file': fc.record({
    id,
    path: fc.array(words, { minLength: 1, maxLength: 5 }),
    name: words,
  }),
  'set-name': fc.record({ id, name: fc.option(words) }),
  'locate-file': fc.record({ id, file: whole }),
  'get-free-space': fc.record({ folder: fc.option(folder) }),
  'set-priorities': fc.record({
    id,
    files: fc.array(whole, { maxLength: 5 }),
    priority: fc.constantFrom('skip', 'low', 'normal', 'high'),
  }),
  'set-options': fc.record({ id, changes: options }),
  'set-ip-filter': fc.record({ base64: fc.option(words) }),
  'move-in-queue': fc.record({
    ids: fc.array(id, { maxLength: 5 }),
    to: fc.constantFrom('top', 'up', 'down', 'bottom'),
  }),
  'set-labels': fc.record({
    ids: fc.array(id, { maxLength: 5 }),
    add: some(words),
    remove: some(words),
  }),
  'rename-label': fc.record({ label: words, to: fc.option(words) }),
  'get-speed-history': fc.record({
    id: fc.option(id),
    span: fc.constantFrom('minute', 'hour', 'day'),
  }),
  'get-log': fc.record({ id: fc.option(id), after: whole }),
  'get-statistics': fc.record({}),
  'reset-statistics': fc.record({}),
  'get-settings': fc.record({}),
  'set-settings': fc.record({ changes: fc.constant(DEFAULT_SETTINGS) }),
};

const KINDS = Object.keys(FIELDS) as CommandKind[];

const command = fc.oneof(
  ...KINDS.map((kind) => (FIELDS[kind] as Arbitrary<object>).map(withKind(kind))),
);

function withKind(kind: string) {
  return (fields: object) => ({ ...fields, kind });
}

/** As it would cross a port. */
function sent(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** What is taken is what came; anything else is an InputError. */
function takesOrRefuses(parse: (input: unknown) => unknown, input: unknown): boolean {
  try {
    expect(parse(input)).toEqual(input);
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return false;
  }
}

test.each(KINDS)('takes %s, and not with a field too many or too few', (kind) => {
  const valid = (FIELDS[kind] as Arbitrary<object>).map(withKind(kind));
  fc.assert(
    fc.property(valid, (one) => {
      expect(parseCommand(sent(one))).toEqual(one);
      expect(takesOrRefuses(parseCommand, { ...one, more: 1 })).toBe(false);
      expect(takesOrRefuses(parseCommand, { ...one, kind: `${kind}s` })).toBe(false);
    }),
    { seed: SEED, numRuns: 50 },
  );
});

test('takes or refuses any JSON, by an InputError', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      takesOrRefuses(parseCommand, json);
      takesOrRefuses(parseSettings, json);
      parseRequest(json);
      readSettings(json);
    }),
    { seed: SEED, numRuns: 2000 },
  );
});

test('takes or refuses any command in which one thing is another', () => {
  const counts = { taken: 0, refused: 0 };
  fc.assert(
    fc.property(command, fc.nat(), fc.jsonValue(), (one, where, json) => {
      const paths = pathsOf(one);
      const path = paths[where % paths.length]!;
      const isTaken = takesOrRefuses(parseCommand, sent(replaced(one, path, json)));
      counts[isTaken ? 'taken' : 'refused'] += 1;
    }),
    { seed: SEED, numRuns: 3000 },
  );
  expect(counts.refused).toBeGreaterThan(1000);
});

test.each([
  ['ids', { kind: 'move-in-queue', ids: Array(10_001).fill('0'.repeat(40)), to: 'up' }],
  [
    'rows',
    {
      kind: 'watch',
      ids: Array(501).fill('0'.repeat(40)),
      others: 'state',
      hidden: false,
    },
  ],
  ['a text', { kind: 'rename-label', label: 'x'.repeat(1025), to: null }],
  ['a link', { kind: 'add', source: { kind: 'link', text: 'x'.repeat(65_537) } }],
  ['a file', { kind: 'set-ip-filter', base64: 'x'.repeat((64 << 20) + 1) }],
  ['a number', { kind: 'get-log', id: null, after: 2 ** 53 }],
  ['a rate', { kind: 'set-settings', changes: { downLimit: 1e300 } }],
  ['half a byte', { kind: 'set-settings', changes: { upLimit: 0.5 } }],
  ['less than nothing', { kind: 'set-settings', changes: { seedRatio: -1 } }],
])('refuses %s beyond its bounds', (_, one) => {
  expect(takesOrRefuses(parseCommand, one)).toBe(false);
});

test.each(Object.entries(DEFAULT_SETTINGS))(
  'the setting %s is taken as it is by default, and kept',
  (key, value) => {
    const changes = { [key]: value };
    expect(parseSettings(sent(changes))).toEqual(changes);
    expect(readSettings(sent(changes))).toEqual({ settings: changes, wrong: [] });
    const wrong = { [key]: { no: 'such value' } };
    expect(readSettings(wrong)).toEqual({ settings: {}, wrong: [key] });
  },
);

test('no JSON from an engine makes a guard throw', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      isMessage(json);
      isMessage({ kind: 'event', event: json });
      for (const kind of KINDS) isAnswer(kind, json);
    }),
    { seed: SEED, numRuns: 1000 },
  );
});

type Path = readonly string[];

/** Of all there is in it, however deep. */
function pathsOf(value: unknown): Path[] {
  if (typeof value !== 'object' || value === null) return [[]];
  return [
    [],
    ...Object.entries(value).flatMap(([key, inner]) =>
      pathsOf(inner).map((path) => [key, ...path]),
    ),
  ];
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  const inner = (value as Record<string, unknown>)[key];
  const changed = replaced(inner, rest, by);
  if (Array.isArray(value)) return value.with(Number(key), changed);
  return { ...(value as object), [key]: changed };
}
