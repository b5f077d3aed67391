import type { TcpConnection, TcpPort } from '../../src/ports/tcp.ts';
import { until } from './expect.ts';
import { RecordingSink } from './recording-sink.ts';

export interface TcpSubject {
  readonly tcp: TcpPort;
  /** The address literal that listens and is connected to: 127.0.0.1 or ::1. */
  readonly loopback: string;
}

/** The two ends of one connection, not started. */
export interface TcpPair {
  /** The end that connected. */
  readonly near: TcpConnection;
  /** The end that was accepted. */
  readonly far: TcpConnection;
}

/** A signal that never fires. */
export const never = new AbortController().signal;

/** Opens a connection of the adapter to itself, hands it over, and closes both ends. */
export async function withPair(
  subject: TcpSubject,
  use: (pair: TcpPair) => Promise<void>,
): Promise<void> {
  const accepted: TcpConnection[] = [];
  const listener = await subject.tcp.listen(
    { host: subject.loopback, port: 0 },
    (connection) => accepted.push(connection),
  );
  try {
    accepted.push(await subject.tcp.connect(listener.local, never));
    await until(() => accepted.length === 2, 'the connection is accepted');
    const near = accepted.find((one) => one.remote.port === listener.local.port);
    const far = accepted.find((one) => one !== near);
    if (near === undefined || far === undefined) throw new Error('no pair of ends');
    await use({ near, far });
  } finally {
    for (const connection of accepted) connection.close();
    listener.close();
  }
}

/**
 * Runs `use` with either end in the first role: adapters often treat them differently.
 */
export async function withEitherEnd(
  subject: TcpSubject,
  use: (first: TcpConnection, second: TcpConnection) => Promise<void>,
): Promise<void> {
  await withPair(subject, ({ near, far }) => use(near, far));
  await withPair(subject, ({ near, far }) => use(far, near));
}

/**
 * Waits until what is under way has had its time: three round trips on another
 * connection. That is how a case sees that something does not happen, without a sleep.
 */
export async function settle(subject: TcpSubject): Promise<void> {
  await withPair(subject, async ({ near, far }) => {
    const heard = new RecordingSink();
    const echoed = new RecordingSink();
    near.start(heard);
    far.start(echoed);
    for (let round = 1; round <= 3; round++) {
      near.write(new Uint8Array(1));
      await echoed.arrived(round);
      far.write(new Uint8Array(1));
      await heard.arrived(round);
    }
  });
}
