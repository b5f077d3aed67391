import { NetworkError } from '../../../src/errors/network-error.ts';
import type { HttpsPort, HttpsResponse } from '../../../src/ports/https.ts';
import { toNetworkError } from './network-error.ts';

/** Requests by Node's own fetch. */
export class NodeHttps implements HttpsPort {
  async get(
    url: string,
    limit: number,
    signal: AbortSignal,
    headers: ReadonlyMap<string, string> = new Map(),
  ): Promise<HttpsResponse> {
    try {
      const asked = [...headers];
      const response = await fetch(url, { redirect: 'manual', signal, headers: asked });
      return {
        status: response.status,
        headers: new Map(response.headers),
        ...(await readBody(response, limit)),
      };
    } catch (error) {
      if (signal.aborted) {
        throw new NetworkError('aborted', 'the request was given up', { cause: error });
      }
      // What the network answered is the cause of the TypeError that fetch rejects with.
      throw toNetworkError((error as Error).cause ?? error);
    }
  }
}

async function readBody(
  response: Response,
  limit: number,
): Promise<Pick<HttpsResponse, 'body' | 'cut'>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop cancels the body, so no more of it is fetched.
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > limit) break;
  }
  const body = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.length;
  }
  return { body: body.subarray(0, limit), cut: length > limit };
}
