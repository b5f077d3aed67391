import { equal } from './expect.ts';
import { pattern } from './pattern.ts';
import { RecordingSink } from './recording-sink.ts';
import type { Case } from './suite.ts';
import { settle, type TcpPair, type TcpSubject, withPair } from './tcp-pair.ts';

const MIB = 2 ** 20;

/** What arrives is what was written. */
export const tcpDataCases: readonly Case<TcpSubject>[] = [
  {
    name: 'many small writes arrive in order, both ways',
    run: (subject) =>
      withPair(subject, async (pair) => {
        const sinks = startBoth(pair);
        const bytes = pattern(40_000, 1);
        for (
          let at = 0, size = 1;
          at < bytes.length;
          at += size, size = (size % 97) + 1
        ) {
          pair.near.write(bytes.slice(at, at + size));
          pair.far.write(bytes.slice(at, at + size));
        }
        await sinks.near.arrived(bytes.length);
        await sinks.far.arrived(bytes.length);
        equal(sinks.near.bytes(), bytes, 'what near heard');
        equal(sinks.far.bytes(), bytes, 'what far heard');
        checkBoth(sinks);
      }),
  },
  {
    name: 'an empty write changes nothing',
    run: (subject) =>
      withPair(subject, async (pair) => {
        const sinks = startBoth(pair);
        for (const bytes of [[], [1], [], [2], []])
          pair.near.write(Uint8Array.from(bytes));
        await sinks.far.arrived(2);
        equal(sinks.far.bytes(), Uint8Array.of(1, 2), 'what far heard');
        checkBoth(sinks);
      }),
  },
  {
    name: 'a view into a larger buffer is written, not the whole buffer',
    run: (subject) =>
      withPair(subject, async (pair) => {
        const sinks = startBoth(pair);
        pair.near.write(pattern(1000, 2).subarray(100, 200));
        pair.near.write(Uint8Array.of(9));
        await sinks.far.arrived(101);
        equal(
          sinks.far.bytes().subarray(0, 100),
          pattern(1000, 2).slice(100, 200),
          'view',
        );
        equal(sinks.far.length, 101, 'length');
        checkBoth(sinks);
      }),
  },
  {
    name: 'sixteen MiB each way at once arrive unchanged',
    run: (subject) =>
      withPair(subject, async (pair) => {
        const sinks = startBoth(pair);
        const there = pattern(16 * MIB, 3);
        const back = pattern(16 * MIB, 4);
        for (let at = 0; at < 16 * MIB; at += 16_384) {
          pair.near.write(there.slice(at, at + 16_384));
          pair.far.write(back.slice(at, at + 16_384));
        }
        await sinks.near.arrived(back.length);
        await sinks.far.arrived(there.length);
        equal(sinks.far.bytes(), there, 'what far heard');
        equal(sinks.near.bytes(), back, 'what near heard');
        checkBoth(sinks);
      }),
  },
  {
    name: 'one write of eight MiB arrives unchanged',
    run: (subject) =>
      withPair(subject, async (pair) => {
        const sinks = startBoth(pair);
        pair.far.write(pattern(8 * MIB, 5));
        await sinks.near.arrived(8 * MIB);
        equal(sinks.near.bytes(), pattern(8 * MIB, 5), 'what near heard');
        checkBoth(sinks);
      }),
  },
  {
    name: 'nothing that arrived before start is lost, and start calls nothing itself',
    run: (subject) =>
      withPair(subject, async (pair) => {
        const early = pattern(10_000, 6);
        pair.near.write(early.slice());
        pair.far.write(early.slice());
        await settle(subject);
        const sinks = { near: new RecordingSink(), far: new RecordingSink() };
        pair.near.start(sinks.near);
        equal(sinks.near.length, 0, 'bytes within start, near');
        pair.far.start(sinks.far);
        equal(sinks.far.length, 0, 'bytes within start, far');
        await sinks.near.arrived(early.length);
        await sinks.far.arrived(early.length);
        equal(sinks.near.bytes(), early, 'what near heard');
        equal(sinks.far.bytes(), early, 'what far heard');
        checkBoth(sinks);
      }),
  },
];

interface Sinks {
  readonly near: RecordingSink;
  readonly far: RecordingSink;
}

function startBoth(pair: TcpPair): Sinks {
  const sinks = { near: new RecordingSink(), far: new RecordingSink() };
  pair.near.start(sinks.near);
  pair.far.start(sinks.far);
  return sinks;
}

function checkBoth(sinks: Sinks): void {
  sinks.near.check();
  sinks.far.check();
  equal([...sinks.near.endings, ...sinks.far.endings], [], 'ends');
}
