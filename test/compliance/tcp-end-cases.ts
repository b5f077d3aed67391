import type { TcpConnection } from '../../src/ports/tcp.ts';
import { equal, until } from './expect.ts';
import { pattern } from './pattern.ts';
import { RecordingSink } from './recording-sink.ts';
import type { Case } from './suite.ts';
import { settle, type TcpSubject, withEitherEnd } from './tcp-pair.ts';

/** How a connection ends, and what happens after. */
export const tcpEndCases: readonly Case<TcpSubject>[] = [
  {
    name: 'what was taken before the remote close arrives before closed',
    run: (subject) =>
      withEitherEnd(subject, async (reader, closer) => {
        const heard = new RecordingSink();
        reader.start(heard);
        closer.start(new RecordingSink());
        closer.write(pattern(3_000_000, 1));
        await until(() => closer.queued === 0, 'all is taken');
        closer.close();
        await heard.ended();
        equal(heard.bytes(), pattern(3_000_000, 1), 'bytes');
        await settle(subject);
        heard.checkClosedInGoodOrder();
      }),
  },
  {
    name: 'a paused reader gets the rest and then closed once it resumes',
    run: (subject) =>
      withEitherEnd(subject, async (reader, closer) => {
        const heard = new RecordingSink();
        reader.start(heard);
        reader.pause();
        closer.start(new RecordingSink());
        closer.write(pattern(50_000, 2));
        await until(() => closer.queued === 0, 'all is taken');
        closer.close();
        await settle(subject);
        equal(
          [heard.length, heard.endings.length],
          [0, 0],
          'bytes and ends while paused',
        );
        reader.resume();
        await heard.ended();
        equal(heard.bytes(), pattern(50_000, 2), 'bytes');
        heard.checkClosedInGoodOrder();
      }),
  },
  {
    name: 'an end that came before start is told after it, never within',
    run: (subject) =>
      withEitherEnd(subject, async (reader, closer) => {
        closer.write(Uint8Array.of(1, 2, 3));
        await settle(subject);
        closer.close();
        await settle(subject);
        const heard = new RecordingSink();
        reader.start(heard);
        equal([heard.length, heard.endings.length], [0, 0], 'calls within start');
        await heard.ended();
        equal(heard.bytes(), Uint8Array.of(1, 2, 3), 'bytes');
        heard.checkClosedInGoodOrder();
      }),
  },
  {
    name: 'nothing is heard after the own close, which may be repeated',
    run: (subject) =>
      withEitherEnd(subject, async (closer, other) => {
        const heard = new RecordingSink();
        closer.start(heard);
        other.start(new RecordingSink());
        other.write(pattern(1000, 3));
        closer.write(pattern(1000, 4));
        closer.close();
        closer.close();
        other.write(pattern(1000, 5));
        await settle(subject);
        equal([heard.length, heard.drains, heard.endings.length], [0, 0, 0], 'calls');
      }),
  },
  {
    name: 'a close within data is the last call of that sink',
    run: (subject) =>
      withEitherEnd(subject, async (closer, other) => {
        const heard = new RecordingSink();
        let calls = 0;
        heard.onData = () => {
          calls++;
          closer.close();
        };
        closer.start(heard);
        const told = new RecordingSink();
        other.start(told);
        for (let i = 0; i < 50; i++) other.write(pattern(65_536, i));
        await told.ended();
        await settle(subject);
        equal([calls, heard.endings.length], [1, 0], 'chunks and ends');
        told.check();
      }),
  },
  {
    name: 'a close within data is the last call when more waited during a pause too',
    run: (subject) =>
      withEitherEnd(subject, async (closer, other) => {
        const heard = new RecordingSink();
        let calls = 0;
        heard.onData = () => {
          calls++;
          closer.close();
        };
        closer.start(heard);
        await settle(subject);
        closer.pause();
        other.start(new RecordingSink());
        for (let i = 0; i < 20; i++) {
          other.write(pattern(20_000, i));
          await settle(subject);
        }
        closer.resume();
        await until(() => calls > 0, 'a chunk arrives');
        await settle(subject);
        equal([calls, heard.endings.length], [1, 0], 'chunks and ends');
      }),
  },
  {
    name: 'a connection that breaks before start tells so after it, once',
    run: (subject) =>
      withEitherEnd(subject, async (late, closer) => {
        closer.close();
        for (let i = 0; i < 3; i++) {
          late.write(pattern(1000, i));
          await settle(subject);
        }
        const heard = new RecordingSink();
        late.start(heard);
        equal([heard.length, heard.endings.length], [0, 0], 'calls within start');
        await heard.ended();
        await settle(subject);
        heard.check();
        poke(late);
      }),
  },
  {
    name: 'after the own close every call is harmless',
    run: (subject) =>
      withEitherEnd(subject, async (closer) => {
        closer.start(new RecordingSink());
        closer.close();
        poke(closer);
      }),
  },
  {
    name: 'after the remote close every call is harmless and closed stays the last',
    run: (subject) =>
      withEitherEnd(subject, async (left, closer) => {
        const heard = new RecordingSink();
        left.start(heard);
        closer.close();
        await heard.ended();
        poke(left);
        await settle(subject);
        heard.checkClosedInGoodOrder();
        poke(left);
      }),
  },
  {
    name: 'a connection that was never started can be closed',
    run: (subject) =>
      withEitherEnd(subject, async (closer, other) => {
        const told = new RecordingSink();
        other.start(told);
        closer.close();
        await told.ended();
        told.checkClosedInGoodOrder();
      }),
  },
  {
    name: 'a writer learns that the other end is gone',
    run: (subject) =>
      withEitherEnd(subject, async (writer, closer) => {
        const told = new RecordingSink();
        writer.start(told);
        closer.start(new RecordingSink());
        closer.pause();
        for (let i = 0; i < 128; i++) writer.write(pattern(262_144, i));
        await settle(subject);
        closer.close();
        await told.ended();
        poke(writer);
        await settle(subject);
        told.check();
        equal(told.endings.length, 1, 'ends');
      }),
  },
];

function poke(connection: TcpConnection): void {
  connection.write(Uint8Array.of(1));
  connection.pause();
  connection.resume();
  connection.write(Uint8Array.of(2));
  connection.close();
}
