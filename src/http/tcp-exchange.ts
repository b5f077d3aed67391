import type { Endpoint } from '../bytes/endpoint.ts';
import { NetworkError } from '../errors/network-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { TcpConnection, TcpPort } from '../ports/tcp.ts';
import { encodeRequest, type HttpRequest } from '../protocol/http/request.ts';
import type { ResponseHead } from '../protocol/http/response-head.ts';
import { keepBody, ResponseReader } from '../protocol/http/response-reader.ts';
import { Deadline } from './deadline.ts';
import { hostOf } from './host-of.ts';
import { redirectTarget } from './redirect.ts';

/** A head and the body that came with it; of a redirect only the head is waited for. */
export interface Answer extends ResponseHead {
  readonly body: Uint8Array;
}

/** Milliseconds that an address has to take the connection, if another is left to be tried. */
const PATIENCE = 8000;

interface ExchangePorts {
  readonly tcp: TcpPort;
  readonly clock: Clock;
}

/**
 * One request over a connection of its own, to the first of `remotes` that takes one within
 * eight seconds; it is closed in each way out. Rejects with HttpError, NetworkError, or the
 * signal's reason.
 */
export async function tcpExchange(
  ports: ExchangePorts,
  remotes: readonly Endpoint[],
  request: HttpRequest,
  limit: number,
  signal: AbortSignal,
): Promise<Answer> {
  const bytes = encodeRequest(request);
  const connection = await connectToAny(ports, remotes, signal);
  try {
    signal.throwIfAborted();
    return await answer(connection, bytes, new ResponseReader(keepBody(limit)), signal);
  } finally {
    connection.close();
  }
}

async function connectToAny(
  { tcp, clock }: ExchangePorts,
  remotes: readonly Endpoint[],
  signal: AbortSignal,
): Promise<TcpConnection> {
  let reason: unknown = new NetworkError('name-not-found', 'there is no address');
  for (const [place, remote] of remotes.entries()) {
    if (place === remotes.length - 1) return tcp.connect(remote, signal);
    const deadline = new Deadline(clock, PATIENCE, signal);
    try {
      return await tcp.connect(remote, deadline.signal);
    } catch (error) {
      signal.throwIfAborted();
      reason = deadline.signal.aborted ? deadline.signal.reason : error;
    } finally {
      deadline.release();
    }
  }
  throw reason;
}

function answer(
  connection: TcpConnection,
  request: Uint8Array,
  reader: ResponseReader,
  signal: AbortSignal,
): Promise<Answer> {
  let abort = (): void => {};
  const whole = new Promise<Answer>((resolve, reject) => {
    const read = (step: () => void): void => {
      try {
        step();
        const found = answerSoFar(reader);
        if (found) resolve(found);
      } catch (error) {
        reject(error);
      }
    };
    abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort);
    connection.start({
      data: (chunk) => read(() => reader.push(chunk)),
      drained: () => {},
      closed: (reason) => (reason ? reject(reason) : read(() => reader.end())),
    });
    connection.write(request);
  });
  return whole.finally(() => signal.removeEventListener('abort', abort));
}

function answerSoFar({ head, body }: ResponseReader): Answer | undefined {
  if (!head) return undefined;
  if (body) return { ...head, body };
  const target = redirectTarget(head.status, head.headers.get('location'));
  return target === undefined ? undefined : { ...head, body: new Uint8Array(0) };
}

/** Where to connect for an http address. */
export function endpointOf(url: URL): Endpoint {
  return { host: hostOf(url), port: url.port === '' ? 80 : Number(url.port) };
}
