import type { BencodeDict, BencodeValue } from '../bencode/value.ts';
import { formatEndpoint } from '../bytes/endpoint.ts';
import { isHostName } from '../bytes/host-name.ts';
import { parseIp } from '../bytes/ip-address.ts';

/** What is beyond is left out: a few are enough to begin with. */
const MAX_NODES = 500;

/** "nodes" (BEP 5): the "host:port" of each that can be one, once. */
export function parseNodes(torrent: BencodeDict): string[] {
  const nodes = new Set<string>();
  for (const item of torrent.list('nodes') ?? []) {
    const node = parseNode(item);
    if (node !== undefined && nodes.size < MAX_NODES) nodes.add(node);
  }
  return [...nodes];
}

/** A list of host and port. */
function parseNode(item: BencodeValue): string | undefined {
  const [first, second] = item.kind === 'list' ? item.items : [];
  if (first?.kind !== 'string' || second?.kind !== 'integer') return undefined;
  const host = first.text;
  const port = Number(second.value);
  if (!(port > 0 && port < 65536)) return undefined;
  return parseIp(host) || isHostName(host) ? formatEndpoint({ host, port }) : undefined;
}
