import { InputError } from '../errors/input-error.ts';
import { RillError } from '../errors/rill-error.ts';
import type { HttpClient } from '../http/http-client.ts';
import { TORRENT_LIMITS } from '../metainfo/metainfo-limits.ts';
import { HttpError } from '../protocol/http/http-error.ts';

/** Milliseconds. */
const TIMEOUT = 60_000;

/**
 * The torrent file at an http or https address that a person typed. Rejects with InputError
 * 'bad-link' or 'fetch-failed'.
 */
export async function fetchLink(
  text: string,
  client: HttpClient,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const address = text.trim();
  if (!/^https?:\/\//i.test(address)) {
    throw new InputError('bad-link', 'this is neither a magnet link nor an http address');
  }
  try {
    const { status, body } = await client.get(address, {
      maxBytes: TORRENT_LIMITS.size,
      timeoutMs: TIMEOUT,
      ...(signal && { signal }),
    });
    if (status === 200) return body;
    throw new InputError('fetch-failed', `the server answered with HTTP ${status}`);
  } catch (error) {
    if (error instanceof InputError) throw error;
    if (error instanceof HttpError && error.code === 'bad-url') {
      throw new InputError('bad-link', error.message, { cause: error });
    }
    if (error instanceof HttpError || error instanceof RillError) {
      throw new InputError('fetch-failed', error.message, { cause: error });
    }
    throw error;
  }
}
