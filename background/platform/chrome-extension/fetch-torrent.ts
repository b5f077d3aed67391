import { type FetchProblem, LARGEST_HANDED_OVER } from '../../../src/api/companion.ts';

export type FetchedTorrent =
  | { readonly kind: 'torrent'; readonly name: string; readonly bytes: Uint8Array }
  | { readonly kind: 'problem'; readonly problem: FetchProblem };

const LIMIT_MS = 60_000;

/** The torrent file at `url`, with the person's cookies for that site. */
export async function fetchTorrent(url: string): Promise<FetchedTorrent> {
  try {
    const signal = AbortSignal.timeout(LIMIT_MS);
    const response = await fetch(url, { credentials: 'include', signal });
    if (!response.ok) return failed('site-refused');
    const bytes = await readBounded(response);
    if (!bytes) return failed('too-large');
    if (!looksLikeTorrent(bytes)) return failed('not-a-torrent');
    return { kind: 'torrent', name: fileName(response), bytes };
  } catch {
    return failed('blocked');
  }
}

function failed(problem: FetchProblem): FetchedTorrent {
  return { kind: 'problem', problem };
}

/** undefined when it is more than the app takes. */
async function readBounded({ body }: Response): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    // Leaving the loop cancels the rest.
    if (length > LARGEST_HANDED_OVER) return undefined;
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** A bencoded dictionary, not the page that asks to log in; the engine looks closer. */
function looksLikeTorrent(bytes: Uint8Array): boolean {
  const [d, e] = [0x64, 0x65];
  if (bytes.length < 2 || bytes[0] !== d || bytes.at(-1) !== e) return false;
  return /^d\d+:/.test(String.fromCharCode(...bytes.subarray(0, 12)));
}

/** As the site calls it, else as its address ends. */
function fileName({ headers, url }: Response): string {
  const said = /filename="?([^";]+)/i.exec(headers.get('content-disposition') ?? '')?.[1];
  const last = new URL(url).pathname.split('/').at(-1);
  return (said ?? last ?? '').slice(0, 200) || 'download.torrent';
}
