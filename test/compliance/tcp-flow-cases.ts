import type { TcpConnection } from '../../src/ports/tcp.ts';
import { equal, ok, until } from './expect.ts';
import { pattern } from './pattern.ts';
import { RecordingSink } from './recording-sink.ts';
import type { Case } from './suite.ts';
import { settle, type TcpSubject, withEitherEnd } from './tcp-pair.ts';

const MIB = 2 ** 20;

/** Back-pressure: pause, resume, queued, drained. */
export const tcpFlowCases: readonly Case<TcpSubject>[] = [
  {
    name: 'a paused reader holds the writer back, and gets everything once it resumes',
    run: (subject) =>
      withEitherEnd(subject, (reader, writer) => heldBack(subject, reader, writer)),
  },
  {
    name: 'a reader paused right after start hears nothing until it resumes',
    run: (subject) =>
      withEitherEnd(subject, async (reader, writer) => {
        writer.write(pattern(1000, 1));
        await settle(subject);
        const sink = new RecordingSink();
        reader.start(sink);
        reader.pause();
        await settle(subject);
        equal(sink.length, 0, 'bytes while paused');
        reader.resume();
        await sink.arrived(1000);
        equal(sink.bytes(), pattern(1000, 1), 'bytes');
        sink.check();
      }),
  },
  {
    name: 'a reader that pauses at every chunk still gets everything in order',
    run: (subject) =>
      withEitherEnd(subject, async (reader, writer) => {
        const bytes = pattern(4 * MIB, 2);
        const sink = new RecordingSink();
        let paused = false;
        let whilePaused = 0;
        sink.onData = () => {
          if (paused) whilePaused++;
          reader.pause();
          paused = true;
          setTimeout(() => {
            paused = false;
            reader.resume();
          }, 0);
        };
        reader.start(sink);
        writer.start(new RecordingSink());
        for (let at = 0; at < bytes.length; at += 65_536) {
          writer.write(bytes.slice(at, at + 65_536));
        }
        await sink.arrived(bytes.length);
        equal(sink.bytes(), bytes, 'bytes');
        equal(whilePaused, 0, 'chunks while paused');
        sink.check();
      }),
  },
  {
    name: 'pause and resume may be repeated, and follow each other at once',
    run: (subject) =>
      withEitherEnd(subject, async (reader, writer) => {
        const sink = new RecordingSink();
        reader.start(sink);
        for (let i = 0; i < 3; i++) reader.pause();
        writer.write(pattern(1000, 3));
        await settle(subject);
        for (let i = 0; i < 3; i++) {
          reader.resume();
          reader.pause();
        }
        reader.resume();
        reader.resume();
        await sink.arrived(1000);
        equal(sink.bytes(), pattern(1000, 3), 'bytes');
        sink.check();
      }),
  },
];

async function heldBack(
  subject: TcpSubject,
  reader: TcpConnection,
  writer: TcpConnection,
): Promise<void> {
  const heard = new RecordingSink();
  const wrote = new RecordingSink();
  reader.start(heard);
  writer.start(wrote);
  reader.pause();
  equal(writer.queued, 0, 'queued at first');
  const bytes = pattern(32 * MIB, 4);
  for (let at = 0; at < bytes.length; at += 262_144) {
    writer.write(bytes.slice(at, at + 262_144));
  }
  equal(wrote.drains, 0, 'drained within write');
  for (let before = -1; before !== writer.queued; ) {
    before = writer.queued;
    await settle(subject);
  }
  ok(writer.queued > 4 * MIB, `the writer is held back (${writer.queued} queued)`);
  ok(writer.queued <= bytes.length, 'queued counts bytes');
  equal(heard.length, 0, 'bytes while paused');
  equal(wrote.drains, 0, 'drained while held back');
  reader.resume();
  await heard.arrived(bytes.length);
  await until(() => wrote.drains > 0, 'drained');
  equal(writer.queued, 0, 'queued at last');
  equal(wrote.drains, 1, 'drained');
  equal(heard.bytes(), bytes, 'bytes');
  heard.check();
  wrote.check();
}
