import type { LinkPort } from '../../../../background/host/link/contract.ts';
import { Link } from '../../../../background/host/link/link.ts';
import type { EngineLink } from '../../../../background/platform/chrome-app/engine-link.ts';
import { chromePorts } from '../../../../background/platform/chrome-app/ports.ts';
import { Transport } from '../../../../background/platform/chrome-app/transport.ts';
import { WebKeyValueStore } from '../../../../background/platform/web/key-value-store.ts';
import { RillError } from '../../../../src/errors/rill-error.ts';
import type { FolderPath, FolderRef } from '../../../../src/ports/folders.ts';
import type { Ports } from '../../../../src/ports/ports.ts';
import { clockSuite } from '../../../compliance/clock-suite.ts';
import { dnsSuite } from '../../../compliance/dns-suite.ts';
import { foldersSuite } from '../../../compliance/folders-suite.ts';
import { hasherSuite } from '../../../compliance/hasher-suite.ts';
import { keyValueSuite } from '../../../compliance/key-value-suite.ts';
import { multicastSuite } from '../../../compliance/multicast-suite.ts';
import { randomSuite } from '../../../compliance/random-suite.ts';
import { signaturesSuite } from '../../../compliance/signatures-suite.ts';
import { runSuite } from '../../../compliance/suite.ts';
import { tcpSuite } from '../../../compliance/tcp-suite.ts';
import { udpSuite } from '../../../compliance/udp-suite.ts';
import type { Answer, Order } from './orders.ts';

const link: EngineLink = new Link(globalThis as unknown as LinkPort);
const transport = new Transport(link);
const starting = chromePorts(link, transport);

link.on('client.connected', ({ port }) => {
  port.onmessage = async ({ data }: MessageEvent<Order>) => {
    port.postMessage(await carryOut(await starting, data));
  };
});

async function carryOut(ports: Ports, order: Order): Promise<Answer> {
  switch (order.kind) {
    case 'tcp':
      transport.choose(order.transport);
      return runSuite(tcpSuite, { tcp: ports.tcp, loopback: order.loopback });
    case 'udp':
      transport.choose(order.transport);
      return runSuite(udpSuite, { udp: ports.udp, loopback: order.loopback });
    case 'dns':
      return runSuite(dnsSuite, { dns: ports.dns, localhost: order.localhost });
    case 'multicast': {
      const { multicast } = transport;
      const { group } = order;
      return runSuite(multicastSuite, { multicast, group, shares: false });
    }
    case 'folders': {
      const root = order.root ?? ports.folders.embedded;
      const { missing, longestName } = order;
      return runSuite(foldersSuite, {
        folders: ports.folders,
        root,
        missing,
        longestName,
      });
    }
    case 'clock':
      return runSuite(clockSuite, {
        clock: ports.clock,
        pass: (ms) => new Promise((resolve) => setTimeout(resolve, ms + 1)),
      });
    case 'hasher':
      return runSuite(hasherSuite, ports.hasher);
    case 'signatures':
      return ports.signatures
        ? runSuite(signaturesSuite, ports.signatures)
        : 'Chrome knows no Ed25519';
    case 'random':
      return runSuite(randomSuite, ports.random);
    case 'key-value': {
      const reopen = () => WebKeyValueStore.open('rill');
      return runSuite(keyValueSuite, { store: ports.store, reopen });
    }
    case 'folder-error':
      return told(() => fill(ports, order.root, order.path, order.size));
    case 'read-tree':
      return told(async () => JSON.stringify(await readTree(ports, order.root)));
    case 'changes':
      return told(() => changes(ports, order.root, order.path));
    case 'set':
      return told(() => ports.store.set(order.key, Uint8Array.of(order.value)));
    case 'get':
      return told(() => ports.store.get(order.key));
    case 'https':
      return told(async () => {
        const { signal } = new AbortController();
        const { url, limit, headers } = order;
        const answer = await ports.https?.get(url, limit, signal, new Map(headers));
        return `${answer?.status} ${new TextDecoder().decode(answer?.body)}`;
      });
    case 'active':
      link.signal('engine.active', {
        torrents: order.torrents,
        sleepless: order.torrents > 0,
      });
      return 'told';
  }
}

async function fill(
  { folders }: Ports,
  root: FolderRef,
  path: FolderPath,
  size: number,
): Promise<string> {
  const folder = await folders.open(root);
  try {
    await folder.allocate(path, size);
    await folder.write(path, 0, [new Uint8Array(size).fill(1)]);
    return 'written';
  } finally {
    await folder.close();
  }
}

async function readTree({ folders }: Ports, root: FolderRef): Promise<unknown> {
  const folder = await folders.open(root);
  const tree: Record<string, string> = {};
  const read = async (path: FolderPath): Promise<void> => {
    for (const { name, kind } of await folder.list(path)) {
      const inner = [...path, name];
      if (kind === 'folder') {
        await read(inner);
      } else {
        const { size = 0 } = (await folder.stat(inner)) ?? {};
        const bytes = await folder.read(inner, 0, size);
        tree[inner.join('/')] = new TextDecoder().decode(bytes);
      }
    }
  };
  await read([]);
  await folder.close();
  return tree;
}

async function changes(
  { folders }: Ports,
  root: FolderRef,
  path: FolderPath,
): Promise<string> {
  const folder = await folders.open(root);
  const outcomes = [
    await told(() => folder.allocate(path, 1)),
    await told(() => folder.write(path, 0, [Uint8Array.of(1)])),
    await told(() => folder.remove(path)),
  ];
  await folder.close();
  return outcomes.join(', ');
}

/** The result as text, or the fault and code of the error. */
async function told(task: () => Promise<unknown>): Promise<string> {
  try {
    return String(await task());
  } catch (error) {
    return error instanceof RillError ? `${error.fault}: ${error.code}` : String(error);
  }
}
