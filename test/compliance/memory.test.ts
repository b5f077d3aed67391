import { describe } from '@jest/globals';
import { SystemClock } from '../../background/host/system-clock.ts';
import { MemoryClock } from '../../background/platform/memory/clock.ts';
import { MemoryFolders } from '../../background/platform/memory/folders.ts';
import { MemoryKeyValueStore } from '../../background/platform/memory/key-value-store.ts';
import { MemoryNetwork } from '../../background/platform/memory/network.ts';
import { MemoryRandom } from '../../background/platform/memory/random.ts';
import { clockSuite } from './clock-suite.ts';
import { dnsSuite } from './dns-suite.ts';
import { foldersSuite } from './folders-suite.ts';
import { keyValueSuite } from './key-value-suite.ts';
import { multicastSuite } from './multicast-suite.ts';
import { randomSuite } from './random-suite.ts';
import { register } from './register.ts';
import { tcpSuite } from './tcp-suite.ts';
import { udpSuite } from './udp-suite.ts';

// The suites wait in real time, so the network runs on the system's clock here.
describe.each(['127.0.0.1', '::1'])('memory network on %s', (loopback) => {
  const host = new MemoryNetwork(new SystemClock()).host('10.0.0.1');
  describe('tcp', () => register(tcpSuite, () => ({ tcp: host.tcp, loopback })));
  describe('udp', () => register(udpSuite, () => ({ udp: host.udp, loopback })));
});

describe('memory groups', () => {
  const { multicast } = new MemoryNetwork(new SystemClock()).host('10.0.0.1');
  const group = { host: '239.255.1.2', port: 1000 };
  register(multicastSuite, () => ({ multicast, group, shares: true }));
});

describe('memory names', () => {
  const { dns } = new MemoryNetwork(new SystemClock()).host('10.0.0.1');
  register(dnsSuite, () => ({ dns, localhost: ['127.0.0.1', '::1'] }));
});

describe('memory clock', () => {
  const clock = new MemoryClock();
  register(clockSuite, () => ({ clock, pass: (ms: number) => clock.advance(ms) }));
});

describe('memory random', () => {
  const random = new MemoryRandom(1);
  register(randomSuite, () => random);
});

describe('memory folders', () => {
  const folders = new MemoryFolders(new SystemClock());
  const root = folders.add('Downloads');
  const missing = { id: 'memory:none', name: 'None' };
  register(foldersSuite, () => ({ folders, root, missing, longestName: 255 }));
});

describe('memory key-value store', () => {
  const store = new MemoryKeyValueStore();
  register(keyValueSuite, () => ({ store, reopen: async () => store }));
});
