import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { ApiError } from './api-client.mjs';
import { importSource } from './import-source.mjs';
import { isLink, UsageError } from './parse-arguments.mjs';

/**
 * What stood on the command line, as sources of the `add` command (AddSource).
 *
 * @param {string[]} torrents paths and links
 * @throws {UsageError} when a file cannot be read
 */
export function readSources(torrents) {
  return Promise.all(
    torrents.map(async (text) => {
      if (isLink(text)) return { kind: 'link', text };
      const bytes = await readFile(text).catch((error) => {
        throw new UsageError(`${text} cannot be read (${error.code})`);
      });
      return { kind: 'file', base64: bytes.toString('base64') };
    }),
  );
}

/**
 * Adds the sources; one that an earlier run added goes on. Rejects with ApiError.
 *
 * @param {import('./api-client.mjs').ApiClient} client
 * @param {object[]} sources
 * @param {string[]} peers "host:port", made known to each of them
 * @returns {Promise<string[]>} their ids
 */
export async function addTorrents(client, sources, peers) {
  const ids = [];
  for (const source of sources) {
    const id = await addOrResume(client, source);
    if (peers.length > 0) await client.request({ kind: 'add-peers', id, peers });
    ids.push(id);
  }
  return ids;
}

async function addOrResume(client, source) {
  try {
    return (await client.request({ kind: 'add', source })).id;
  } catch (error) {
    const known = error instanceof ApiError && error.code === 'already-added';
    if (!known || source.kind !== 'file') throw error;
    const id = await idOf(Buffer.from(source.base64, 'base64'));
    await client.request({ kind: 'resume', id });
    return id;
  }
}

/** The id the app knows a torrent file by: its info hash. */
async function idOf(file) {
  const { parseTorrent } = await importSource('src/metainfo/parse-torrent.ts');
  return createHash('sha1').update(parseTorrent(file).infoBytes).digest('hex');
}
