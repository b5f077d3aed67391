import { readFile } from 'node:fs/promises';
import type { AddSource } from '../../src/api/contract.ts';
import { type ApiClient, ApiError } from './api-client.ts';
import { isLink, UsageError } from './parse-arguments.mjs';

export interface NamedSource {
  /** As it stood on the command line. */
  readonly name: string;
  readonly source: AddSource;
}

/** What stood on the command line, links and paths. Rejects with UsageError. */
export function readSources(torrents: readonly string[]): Promise<NamedSource[]> {
  return Promise.all(
    torrents.map(async (name) => {
      if (isLink(name)) return { name, source: { kind: 'link', text: name } };
      const bytes = await readFile(name).catch((error: NodeJS.ErrnoException) => {
        throw new UsageError(`${name} cannot be read (${error.code})`);
      });
      return { name, source: { kind: 'file', base64: bytes.toString('base64') } };
    }),
  );
}

/**
 * Adds the sources and makes `peers` ("host:port") known to each; one that an earlier run
 * added goes on. Answers their ids. Rejects with what the app says against one.
 */
export async function addTorrents(
  client: ApiClient,
  sources: readonly NamedSource[],
  peers: readonly string[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const { name, source } of sources) {
    try {
      const id = await addOrResume(client, source);
      if (peers.length > 0) await client.request({ kind: 'add-peers', id, peers });
      ids.push(id);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      throw new Error(`${name}: ${error.message}`, { cause: error });
    }
  }
  return ids;
}

async function addOrResume(client: ApiClient, source: AddSource): Promise<string> {
  const { id, known } = await client.request({ kind: 'add', source });
  if (known) await client.request({ kind: 'resume', id });
  return id;
}
