import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import {
  CONTRACT_VERSION,
  type Event,
  type Request,
} from '../../../../src/api/contract.ts';
import { DEFAULT_SETTINGS } from '../../../../src/api/settings.ts';
import {
  CONNECTION_LOST,
  CommandFailure,
} from '../../../../ui/client/command-failure.ts';
import { Connection } from '../../../../ui/client/connection.ts';
import type { PortSink } from '../../../../ui/client/window-host.ts';
import { FakeEngine, IDLE } from '../../../app/ui/fake-engine.ts';
import { makeRow } from '../../../app/ui/make-row.ts';

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask'] });
});

afterEach(() => {
  jest.useRealTimers();
});

/** A connection to an engine with one row, and what its listener heard. */
function connect() {
  const engine = new FakeEngine({ rows: [makeRow(1)] });
  const heard: (Event | 'restarted')[] = [];
  let lines = 0;
  const connection = new Connection(
    (sink) => {
      lines += 1;
      return engine.connect(sink);
    },
    {
      restarted: () => heard.push('restarted'),
      event: (event) => heard.push(event),
    },
  );
  connection.start();
  return { engine, connection, heard, lines: () => lines };
}

const settled = () => jest.advanceTimersByTimeAsync(0);

test('greets, then subscribes, then is open', async () => {
  const { connection, engine, heard } = connect();
  expect(connection.state.value).toBe('connecting');
  await settled();
  expect(connection.state.value).toBe('open');
  expect(engine.commands.map((command) => command.kind)).toEqual(['hello', 'subscribe']);
  expect(heard).toMatchObject(['restarted', { kind: 'update', changed: [makeRow(1)] }]);
});

test('answers each request with its own reply', async () => {
  const { connection } = connect();
  await settled();
  const replies = Promise.all([
    connection.request({ kind: 'get-settings' }),
    connection.request({ kind: 'pause', id: makeRow(1).id }),
  ]);
  expect(await replies).toEqual([expect.objectContaining({ listenPort: 6881 }), null]);
});

test('fails a request with what the engine reported', async () => {
  const { connection, engine } = connect();
  await settled();
  const report = { fault: 'input', code: 'bad-magnet', message: 'no' } as const;
  engine.nextFailure = report;
  const request = connection.request({ kind: 'pause', id: makeRow(1).id });
  await expect(request).rejects.toMatchObject({ report });
});

test('fails what waits when the line closes, and what is asked until the next', async () => {
  const { connection, engine } = connect();
  await settled();
  const waiting = connection.request({ kind: 'get-settings' });
  engine.disconnect();
  await expect(waiting).rejects.toBeInstanceOf(CommandFailure);
  expect(connection.state.value).toBe('reconnecting');
  const late = connection.request({ kind: 'get-settings' });
  await expect(late).rejects.toMatchObject({ report: { code: 'connection-lost' } });
});

test('connects again and asks for everything anew', async () => {
  const { connection, engine, heard } = connect();
  await settled();
  heard.length = 0;
  engine.disconnect();
  await jest.advanceTimersByTimeAsync(250);
  expect(connection.state.value).toBe('open');
  expect(heard).toMatchObject(['restarted', { kind: 'update' }]);
});

test('waits twice as long after each failure, 8 seconds at most', async () => {
  const { connection, engine, lines } = connect();
  await settled();
  engine.reachable = false;
  engine.disconnect();
  for (const delay of [250, 500, 1000, 2000, 4000, 8000, 8000]) {
    const before = lines();
    await jest.advanceTimersByTimeAsync(delay - 1);
    expect(lines()).toBe(before);
    await jest.advanceTimersByTimeAsync(1);
    expect(lines()).toBe(before + 1);
  }
  engine.reachable = true;
  await jest.advanceTimersByTimeAsync(8000);
  expect(connection.state.value).toBe('open');
});

test.each([
  ['an older', CONTRACT_VERSION - 1],
  ['a newer', CONTRACT_VERSION + 1],
])('does not insist with an engine of %s version', async (_, version) => {
  const { connection, engine, heard, lines } = connect();
  engine.version = version;
  await jest.advanceTimersByTimeAsync(60_000);
  expect(connection.state.value).toBe('incompatible');
  expect(lines()).toBe(1);
  expect(heard).toEqual([]);
});

/** A connection to an engine that says `said` to whatever it is asked. */
function connectTo(said: (request: Request) => unknown) {
  const heard: unknown[] = [];
  let lines = 0;
  let sink: PortSink | undefined;
  const connection = new Connection(
    (given) => {
      lines += 1;
      sink = given;
      return {
        send: (request) => queueMicrotask(() => given.message(said(request))),
        close: () => {},
      };
    },
    {
      restarted: () => heard.push('restarted'),
      event: (event) => heard.push(event),
    },
  );
  connection.start();
  return {
    connection,
    heard,
    lines: () => lines,
    say: (it: unknown) => sink?.message(it),
  };
}

const NOTHING = { kind: 'reply', result: null };
const HELLO = { kind: 'reply', result: { version: CONTRACT_VERSION, host: 'fake' } };

/** As an engine should, where nothing is to be said. */
function answer({ id, command }: Request): unknown {
  return { ...(command.kind === 'hello' ? HELLO : NOTHING), id };
}

const ROW = makeRow(1);
const UPDATE = { kind: 'update', status: IDLE, changed: [ROW], removed: [] };

const told = (event: unknown) => ({ kind: 'event', event });

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['a text', 'hello'],
  ['a kind of message that there is not', { kind: 'news' }],
  ['a kind of event that there is not', told({ kind: 'news' })],
  [
    'rows, the last of which lacks its labels',
    told({ ...UPDATE, changed: [ROW, { ...ROW, labels: undefined }] }),
  ],
  ['rows that are none', told({ ...UPDATE, changed: { 0: ROW, length: 1 } })],
  ['a status without all of it', told({ ...UPDATE, status: { downRate: 1 } })],
  [
    'an alert of no torrent',
    told({ kind: 'alert', alert: { kind: 'completed', name: 'a' } }),
  ],
  ['a failure for no reason', { kind: 'failure', id: 3, error: null }],
])('gives up an engine that tells of %s, and uses none of it', async (_, message) => {
  const { connection, heard, lines, say } = connectTo(answer);
  await settled();
  expect(connection.state.value).toBe('open');
  const waiting = connection.request({ kind: 'get-settings' });
  say(message);
  await expect(waiting).rejects.toMatchObject({ report: { code: 'connection-lost' } });
  say(told(UPDATE));
  await jest.advanceTimersByTimeAsync(60_000);
  expect(connection.state.value).toBe('incompatible');
  expect(heard).toEqual(['restarted']);
  expect(lines()).toBe(1);
});

test.each<[string, (request: Request) => unknown]>([
  ['with nothing', ({ id }) => ({ ...NOTHING, id })],
  ['without its version', ({ id }) => ({ kind: 'reply', id, result: { host: 'fake' } })],
  [
    'that it does not know it',
    ({ id }) => ({
      kind: 'failure',
      id,
      error: { fault: 'input', code: 'bad-command', message: 'not a command' },
    }),
  ],
])('does not insist with an engine that answers the greeting %s', async (_, said) => {
  const { connection, lines } = connectTo(said);
  await jest.advanceTimersByTimeAsync(60_000);
  expect(connection.state.value).toBe('incompatible');
  expect(lines()).toBe(1);
});

test('a reply that is none to its command fails that request, and no other', async () => {
  const { connection } = connectTo((request) =>
    request.command.kind === 'get-settings'
      ? {
          kind: 'reply',
          id: request.id,
          result: { ...DEFAULT_SETTINGS, downLimit: 'fast' },
        }
      : answer(request),
  );
  await settled();
  const settings = connection.request({ kind: 'get-settings' });
  await expect(settings).rejects.toMatchObject({ report: { code: 'bad-command' } });
  await expect(settings).rejects.toBeInstanceOf(CommandFailure);
  const pause = connection.request({ kind: 'pause', id: ROW.id });
  await expect(pause).resolves.toBeNull();
  expect(connection.state.value).toBe('open');
});

test('passes over replies that nobody waits for', async () => {
  const { connection, say } = connectTo(answer);
  await settled();
  say({ ...NOTHING, id: 999 });
  say({ kind: 'failure', id: 1, error: CONNECTION_LOST });
  expect(connection.state.value).toBe('open');
});

test('lets go of a request whose signal fires', async () => {
  const { connection } = connect();
  await settled();
  const abort = new AbortController();
  const request = connection.request({ kind: 'get-settings' }, abort.signal);
  abort.abort(new Error('changed my mind'));
  await expect(request).rejects.toThrow('changed my mind');
});

test('keeps why the engine did not start, until it starts', async () => {
  const error = { fault: 'internal', code: 'internal', message: 'no storage' } as const;
  const engine = new FakeEngine({ rows: [] });
  let isBroken = true;
  const connection = new Connection(
    (sink) => {
      if (!isBroken) return engine.connect(sink);
      queueMicrotask(() => {
        sink.message({ kind: 'event', event: { kind: 'engine-failed', error } });
        sink.closed();
      });
      return { send: () => {}, close: () => {} };
    },
    { restarted: () => {}, event: () => {} },
  );
  connection.start();
  await settled();
  expect(connection.state.value).toBe('reconnecting');
  expect(connection.problem.value).toEqual(error);
  isBroken = false;
  await jest.advanceTimersByTimeAsync(250);
  expect(connection.state.value).toBe('open');
  expect(connection.problem.value).toBeUndefined();
});
