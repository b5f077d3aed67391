import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { Event } from '../../../../src/api/contract.ts';
import { CommandFailure } from '../../../../ui/client/command-failure.ts';
import { Connection } from '../../../../ui/client/connection.ts';
import { FakeEngine } from '../../../app/ui/fake-engine.ts';
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

test('does not insist with an engine of another version', async () => {
  const { connection, engine, lines } = connect();
  engine.version = 2;
  await jest.advanceTimersByTimeAsync(60_000);
  expect(connection.state.value).toBe('incompatible');
  expect(lines()).toBe(1);
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
