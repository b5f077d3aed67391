import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { AddResult, AddSource } from '../../src/api/contract.ts';
import { parseTorrent } from '../../src/metainfo/parse-torrent.ts';
import { type ApiClient, ApiError } from './api-client.ts';
import { isLink, UsageError } from './parse-arguments.mjs';

/** What stood on the command line, links and paths. Rejects with UsageError. */
export function readSources(torrents: readonly string[]): Promise<AddSource[]> {
  return Promise.all(
    torrents.map(async (text) => {
      if (isLink(text)) return { kind: 'link', text };
      const bytes = await readFile(text).catch((error: NodeJS.ErrnoException) => {
        throw new UsageError(`${text} cannot be read (${error.code})`);
      });
      return { kind: 'file', base64: bytes.toString('base64') };
    }),
  );
}

/**
 * Adds the sources and makes `peers` ("host:port") known to each; one that an earlier run
 * added goes on. Answers their ids. Rejects with ApiError.
 */
export async function addTorrents(
  client: ApiClient,
  sources: readonly AddSource[],
  peers: readonly string[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const source of sources) {
    const id = await addOrResume(client, source);
    if (peers.length > 0) await client.request({ kind: 'add-peers', id, peers });
    ids.push(id);
  }
  return ids;
}

async function addOrResume(client: ApiClient, source: AddSource): Promise<string> {
  try {
    return ((await client.request({ kind: 'add', source })) as AddResult).id;
  } catch (error) {
    const known = error instanceof ApiError && error.code === 'already-added';
    if (!known || source.kind !== 'file') throw error;
    const { infoBytes } = parseTorrent(Buffer.from(source.base64, 'base64'));
    const id = createHash('sha1').update(infoBytes).digest('hex');
    await client.request({ kind: 'resume', id });
    return id;
  }
}
