import { NetworkError } from '../../../src/errors/network-error.ts';
import type { HttpsPort, HttpsResponse } from '../../../src/ports/https.ts';

/**
 * fetch(). It needs the host permission of the manifest, since trackers send no CORS headers.
 * A page may not look into a redirect that it does not follow (an opaque response without a
 * Location), so fetch follows, twenty at most, and only what ends at https is taken.
 */
export class WebHttps implements HttpsPort {
  async get(
    url: string,
    limit: number,
    signal: AbortSignal,
    headers: ReadonlyMap<string, string> = new Map(),
  ): Promise<HttpsResponse> {
    try {
      const response = await fetch(url, {
        signal,
        headers: [...headers],
        redirect: 'follow',
        credentials: 'omit',
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
      });
      if (response.redirected && !response.url.startsWith('https:')) {
        await response.body?.cancel();
        throw new NetworkError('denied', 'redirected to an address without TLS');
      }
      const { status } = response;
      const answered = new Map(response.headers);
      return { status, headers: answered, ...(await readBody(response, limit)) };
    } catch (error) {
      if (error instanceof NetworkError) throw error;
      const code = signal.aborted ? 'aborted' : 'failed';
      throw new NetworkError(code, String(error), { cause: error });
    }
  }
}

async function readBody(
  response: Response,
  limit: number,
): Promise<Pick<HttpsResponse, 'body' | 'cut'>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  if (response.body) {
    const reader = response.body.getReader();
    for (;;) {
      const { value } = await reader.read();
      if (!value) break;
      chunks.push(value);
      length += value.length;
      if (length <= limit) continue;
      await reader.cancel();
      break;
    }
  }
  const body = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.length;
  }
  return { body: body.subarray(0, limit), cut: length > limit };
}
