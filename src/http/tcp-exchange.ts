import type { Endpoint } from '../bytes/endpoint.ts';
import { NetworkError } from '../errors/network-error.ts';
import type { TcpConnection, TcpPort } from '../ports/tcp.ts';
import { encodeRequest, type HttpRequest } from '../protocol/http/request.ts';
import type { ResponseHead } from '../protocol/http/response-head.ts';
import { keepBody, ResponseReader } from '../protocol/http/response-reader.ts';
import { redirectTarget } from './redirect.ts';

/** A head and the body that came with it; of a redirect only the head is waited for. */
export interface Answer extends ResponseHead {
  readonly body: Uint8Array;
}

/**
 * One request over a connection of its own, to the first of `remotes` that takes one; it is
 * closed in each way out. Rejects with HttpError, NetworkError, or the signal's reason.
 */
export async function tcpExchange(
  tcp: TcpPort,
  remotes: readonly Endpoint[],
  request: HttpRequest,
  limit: number,
  signal: AbortSignal,
): Promise<Answer> {
  const bytes = encodeRequest(request);
  const connection = await connectToAny(tcp, remotes, signal);
  try {
    signal.throwIfAborted();
    return await answer(connection, bytes, new ResponseReader(keepBody(limit)), signal);
  } finally {
    connection.close();
  }
}

async function connectToAny(
  tcp: TcpPort,
  remotes: readonly Endpoint[],
  signal: AbortSignal,
): Promise<TcpConnection> {
  let reason: unknown = new NetworkError('name-not-found', 'there is no address');
  for (const remote of remotes) {
    try {
      return await tcp.connect(remote, signal);
    } catch (error) {
      signal.throwIfAborted();
      reason = error;
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
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return { host, port: url.port === '' ? 80 : Number(url.port) };
}
