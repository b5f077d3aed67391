import type { Addition } from '../../../src/api/companion.ts';
import { toBase64 } from '../../../src/bytes/base64.ts';
import type { FetchedTorrent } from './fetch-torrent.ts';
import type { Outbox } from './outbox.ts';
import { readText } from './read-text.ts';

export interface AdditionPorts {
  readonly outbox: Pick<Outbox, 'add'>;
  fetchTorrent(url: string): Promise<FetchedTorrent>;
}

/**
 * Hands over what a text asks for: a magnet link, an info hash, or the address of a torrent,
 * which is fetched here, with the person's cookies for that site. Where the extension may not
 * read, the engine tries by itself, without them.
 */
export async function addText(ports: AdditionPorts, text: string): Promise<Addition> {
  const read = readText(text);
  switch (read.kind) {
    case 'nothing':
      return 'nothing-found';
    case 'magnet':
      return ports.outbox.add({ kind: 'link', link: read.link });
    case 'web':
      return addFromWeb(ports, read.url);
    default:
      return read satisfies never;
  }
}

async function addFromWeb(ports: AdditionPorts, url: string): Promise<Addition> {
  const fetched = await ports.fetchTorrent(url);
  if (fetched.kind === 'torrent') {
    const { name, bytes } = fetched;
    return ports.outbox.add({ kind: 'file', name, base64: toBase64(bytes) });
  }
  if (fetched.problem === 'blocked') return ports.outbox.add({ kind: 'link', link: url });
  return fetched.problem;
}
