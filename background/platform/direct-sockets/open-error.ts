import { NetworkError } from '../../../src/errors/network-error.ts';
import { quietly } from './quietly.ts';

interface Bound {
  readonly opened: Promise<unknown>;
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

/** Beyond this a connection that failed was not refused: a refusal comes at once. */
const SLOW_MS = 10_000;

/**
 * Chromium tells of opening only that a name was not found, or "Network Error": a refusal
 * is then the likeliest by far, and whatever took its time was a time-out.
 */
export function toConnectError(error: unknown, elapsed: number): NetworkError {
  const message = error instanceof Error ? error.message : String(error);
  const code = isNameUnknown(error)
    ? 'name-not-found'
    : elapsed < SLOW_MS
      ? 'refused'
      : 'timed-out';
  return new NetworkError(code, message, { cause: error });
}

export function isNameUnknown(error: unknown): boolean {
  return /resolved/.test(error instanceof Error ? error.message : String(error));
}

/**
 * Chromium does not tell why binding failed either. Where the address can be bound to any
 * other port, it is the port that is taken.
 */
export async function toBindError(
  error: unknown,
  port: number,
  bindElsewhere: () => Bound,
): Promise<NetworkError> {
  const message = error instanceof Error ? error.message : String(error);
  const failed = new NetworkError('failed', message, { cause: error });
  if (port === 0) return failed;
  try {
    const probe = bindElsewhere();
    quietly(probe.closed);
    await probe.opened;
    quietly(probe.close());
  } catch {
    return failed;
  }
  const code = port < 1024 ? 'denied' : 'address-in-use';
  return new NetworkError(code, message, { cause: error });
}
