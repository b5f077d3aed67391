import { mkdtemp, rm } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe } from '@jest/globals';
import { SystemClock } from '../../background/host/system-clock.ts';
import { NodeDns } from '../../background/platform/node/dns.ts';
import { folderRef, NodeFolders } from '../../background/platform/node/folders.ts';
import { NodeHasher } from '../../background/platform/node/hasher.ts';
import { NodeKeyValueStore } from '../../background/platform/node/key-value-store.ts';
import { NodeMulticast } from '../../background/platform/node/multicast.ts';
import { NodeRandom } from '../../background/platform/node/random.ts';
import { NodeSignatures } from '../../background/platform/node/signatures.ts';
import { NodeTcp } from '../../background/platform/node/tcp.ts';
import { NodeUdp } from '../../background/platform/node/udp.ts';
import { WorkerHasher } from '../../background/platform/node/worker-hasher.ts';
import { built } from '../support/built.ts';
import { clockSuite } from './clock-suite.ts';
import { dnsSuite } from './dns-suite.ts';
import { foldersSuite } from './folders-suite.ts';
import { hasherSuite } from './hasher-suite.ts';
import { keyValueSuite } from './key-value-suite.ts';
import { multicastSuite } from './multicast-suite.ts';
import { randomSuite } from './random-suite.ts';
import { register } from './register.ts';
import { signaturesSuite } from './signatures-suite.ts';
import { tcpSuite } from './tcp-suite.ts';
import { udpSuite } from './udp-suite.ts';

/** A few from here on, below those that the system gives away: who shares them does no harm. */
const FREE_PORTS = 26_771;

const addresses = Object.values(networkInterfaces()).flat();
const hasIpv6 = addresses.some((one) => one?.address === '::1');

describe.each([
  { loopback: '127.0.0.1', there: true },
  { loopback: '::1', there: hasIpv6 },
])('Node network on $loopback', ({ loopback, there }) => {
  const suite = there ? describe : describe.skip;
  suite('tcp', () => register(tcpSuite, () => ({ tcp: new NodeTcp(), loopback })));
  suite('udp', () => register(udpSuite, () => ({ udp: new NodeUdp(), loopback })));
});

describe.each([
  { host: '239.255.1.2', there: true },
  { host: 'ff15::1:2', there: hasIpv6 },
])('Node groups, $host', ({ host, there }) => {
  const suite = there ? describe : describe.skip;
  suite('multicast', () =>
    register(multicastSuite, () => ({
      multicast: new NodeMulticast(),
      group: { host, port: FREE_PORTS },
      shares: true,
    })));
});

describe('Node names', () => {
  register(dnsSuite, () => ({ dns: new NodeDns(), localhost: ['127.0.0.1'] }));
});

describe('Node clock', () => {
  const pass = (ms: number) =>
    new Promise<void>((resolve) => setTimeout(resolve, ms + 1));
  register(clockSuite, () => ({ clock: new SystemClock(), pass }));
});

describe('Node hasher', () => register(hasherSuite, () => new NodeHasher()));

describe('Node hasher in a Worker', () => {
  let hasher: WorkerHasher;
  beforeAll(async () => {
    hasher = new WorkerHasher(pathToFileURL(join(await built('node'), 'rill.mjs')));
  });
  afterAll(() => hasher.close());
  register(hasherSuite, () => hasher);
});

describe('Node signatures', () => register(signaturesSuite, () => new NodeSignatures()));

describe('Node random', () => register(randomSuite, () => new NodeRandom()));

describe('Node files', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'rill-compliance-'));
  });
  afterAll(() => rm(dir, { recursive: true }));

  describe('folders', () => {
    register(foldersSuite, () => ({
      folders: new NodeFolders(dir),
      root: folderRef(dir),
      missing: folderRef(join(dir, 'not', 'there')),
      longestName: 255,
    }));
  });

  describe('key-value store', () => {
    const store = () => new NodeKeyValueStore(join(dir, 'store'));
    register(keyValueSuite, () => ({ store: store(), reopen: async () => store() }));
  });
});
