import { DEFAULT_SETTINGS } from '../../src/api/settings.ts';
import { decode } from '../../src/bencode/decode.ts';
import { formatEndpoint } from '../../src/bytes/endpoint.ts';
import { toHex } from '../../src/bytes/hex.ts';
import { parseIp } from '../../src/bytes/ip-address.ts';
import type { Dht } from '../../src/dht/dht.ts';
import type { DhtItem } from '../../src/dht/item-store.ts';
import { ItemClient } from '../../src/dht/items/item-client.ts';
import { itemTarget } from '../../src/dht/items/item-target.ts';
import { immutableItem, signItem } from '../../src/dht/items/make-item.ts';
import type { PlacedReport } from '../../src/dht/searches.ts';
import { NetworkError } from '../../src/errors/network-error.ts';
import type { Ports } from '../../src/ports/ports.ts';
import { DhtService } from '../../src/session/dht-service.ts';
import { reportError } from '../../src/session/torrent-row.ts';
import { MemoryKeyValueStore } from '../platform/memory/key-value-store.ts';
import { nodePorts } from '../platform/node/ports.ts';
import type { DhtInvocation, DhtQuestion } from './dht-arguments.ts';
import { explain } from './explain.ts';
import { printable } from './inspection-text.ts';
import type { Out } from './report.ts';
import { nodesDir, withSharedNodes } from './shared-nodes.ts';

/** Milliseconds for all of it. */
const PATIENCE = 60_000;

/** What the DHT answered, for people and for programs; `found`: whether that is anything. */
interface DhtAnswer {
  readonly found: boolean;
  readonly lines: readonly string[];
  readonly json: unknown;
}

/** Asks the DHT one thing. Answers the exit code: 0, or 1 when nothing came of it. */
export async function dht(
  { question, bootstrap, json }: DhtInvocation,
  out: Out,
  err: Out,
  interrupt: AbortSignal,
): Promise<number> {
  const signal = AbortSignal.any([interrupt, AbortSignal.timeout(PATIENCE)]);
  const storeDir = nodesDir();
  const all = nodePorts({ storeDir, folder: storeDir, log: { write: () => {} } });
  const own = new MemoryKeyValueStore();
  // Nodes that are named are of another network, perhaps.
  const store = bootstrap.length > 0 ? own : withSharedNodes(own, all.store);
  const ports = { ...all, store };
  const service = new DhtService({ ports, listenPort: () => undefined });
  const dhtRouters = bootstrap.length > 0 ? bootstrap : DEFAULT_SETTINGS.dhtRouters;
  try {
    await service.open({ dht: true, dhtRouters }, 0);
    if (!service.dht) throw new NetworkError('failed', 'no UDP port can be opened');
    const answer = await ask(question, service.dht, ports, signal);
    if (interrupt.aborted) return 130;
    out.write(json ? `${JSON.stringify(answer.json)}\n` : lines(answer.lines));
    return answer.found ? 0 : 1;
  } catch (error) {
    if (interrupt.aborted) return 130;
    const late = new NetworkError('timed-out', 'no node of the DHT answered');
    const report = reportError(signal.aborted ? late : error);
    const { code, message } = report;
    if (json) out.write(`${JSON.stringify({ error: { code, message } })}\n`);
    else err.write(`rill: ${printable(explain(report))}\n`);
    return 1;
  } finally {
    await service.close();
  }
}

async function ask(
  question: DhtQuestion,
  dht: Dht,
  ports: Ports,
  signal: AbortSignal,
): Promise<DhtAnswer> {
  const items = new ItemClient(
    {
      get: (target, options) => dht.get(target, options),
      put: async (target, item, options) => {
        const { taken } = await dht.put(target, item, options);
        return { taken, refusals: [] };
      },
    },
    ports,
  );
  switch (question.kind) {
    case 'peers':
      return peers(question, dht, signal);
    case 'ping': {
      const { host, port } = question.node;
      const known = parseIp(host) ? host : (await ports.dns.resolve(host, signal))[0]!;
      const { id, rtt } = await dht.ping({ host: known, port }, signal);
      const json = { id: toHex(id), milliseconds: Math.round(rtt) };
      return { found: true, lines: [`${json.id} in ${json.milliseconds} ms`], json };
    }
    case 'get':
      return itemAnswer(await items.getImmutable(question.target, signal));
    case 'get-mutable':
      return itemAnswer(await items.get(question.key, question.salt, signal));
    case 'put':
      return put(immutableItem(question.text), items, ports, signal);
    case 'put-mutable': {
      const { signatures } = ports;
      if (!signatures) throw new NetworkError('failed', 'this host signs nothing');
      const { seed, salt, text } = question;
      const key = await signatures.publicKey(seed);
      const before = await items.get(key, salt, signal);
      const seq = BigInt(before?.seq ?? 0) + 1n;
      const item = await signItem({ value: text, seq, salt }, seed, signatures);
      return put(item, items, ports, signal);
    }
  }
}

async function peers(
  { infoHash, port }: DhtQuestion & { kind: 'peers' },
  dht: Dht,
  signal: AbortSignal,
): Promise<DhtAnswer> {
  const found = new Set<string>();
  const report: PlacedReport = await dht.peers(infoHash, {
    announce: port === undefined ? undefined : { port, impliedPort: false, seed: false },
    found: (endpoints) => {
      for (const endpoint of endpoints) found.add(formatEndpoint(endpoint));
    },
    signal,
  });
  const { answered: nodes, taken: announced } = report;
  if (nodes === 0) throw new NetworkError('timed-out', 'no node of the DHT answered');
  if (port === undefined) {
    return {
      found: found.size > 0,
      lines: [...found],
      json: { peers: [...found], nodes },
    };
  }
  const told = `announced to ${announced} nodes`;
  return {
    found: announced > 0,
    lines: [...found, told],
    json: { peers: [...found], nodes, announced },
  };
}

async function put(
  item: DhtItem,
  items: ItemClient,
  ports: Ports,
  signal: AbortSignal,
): Promise<DhtAnswer> {
  const taken = await items.put(item, signal);
  const target = toHex(await itemTarget(item, ports.hasher));
  const key = item.key && toHex(item.key);
  const seq = item.seq === undefined ? undefined : Number(item.seq);
  const lines = [`${key ?? target} kept by ${taken} nodes`];
  return { found: taken > 0, lines, json: { target, key, seq, nodes: taken } };
}

function itemAnswer(item: DhtItem | undefined): DhtAnswer {
  if (!item) return { found: false, lines: [], json: { value: null } };
  const value = decode(item.value);
  const text =
    value.kind === 'string' ? new TextDecoder().decode(value.bytes) : toHex(item.value);
  const seq = item.seq === undefined ? undefined : Number(item.seq);
  return { found: true, lines: [text], json: { value: text, seq } };
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${printable(text)}\n`).join('');
}
