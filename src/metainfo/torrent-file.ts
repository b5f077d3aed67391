import { encode } from '../bencode/encode.ts';
import { concat } from '../bytes/concat.ts';
import { parseEndpoint } from '../bytes/endpoint.ts';

/** What a magnet link tells beside the info hash. */
export interface TorrentSources {
  /** One tier each (BEP 12). */
  readonly trackers: readonly string[];
  readonly webSeeds: readonly string[];
  /** "host:port" (BEP 5). */
  readonly nodes: readonly string[];
}

/**
 * The torrent file around an info dict that came from peers (BEP 9). The dict goes in as it
 * was received: encoded anew its hash could be another.
 */
export function torrentFile(info: Uint8Array, sources: TorrentSources): Uint8Array {
  const { trackers, webSeeds } = sources;
  const nodes = sources.nodes.map(parseEndpoint).filter((node) => node !== undefined);
  const before = encode({
    announce: trackers[0],
    'announce-list': trackers.length > 0 ? trackers.map((url) => [url]) : undefined,
  });
  const after = encode({
    nodes: nodes.length > 0 ? nodes.map(({ host, port }) => [host, port]) : undefined,
    'url-list': webSeeds.length > 0 ? webSeeds : undefined,
  });
  const key = new TextEncoder().encode('4:info');
  return concat([before.subarray(0, -1), key, info, after.subarray(1)]);
}
