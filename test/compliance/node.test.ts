import { networkInterfaces } from 'node:os';
import { describe } from '@jest/globals';
import { NodeClock } from '../../background/platform/node/clock.ts';
import { NodeHasher } from '../../background/platform/node/hasher.ts';
import { NodeRandom } from '../../background/platform/node/random.ts';
import { NodeTcp } from '../../background/platform/node/tcp.ts';
import { NodeUdp } from '../../background/platform/node/udp.ts';
import { clockSuite } from './clock-suite.ts';
import { hasherSuite } from './hasher-suite.ts';
import { randomSuite } from './random-suite.ts';
import { register } from './register.ts';
import { tcpSuite } from './tcp-suite.ts';
import { udpSuite } from './udp-suite.ts';

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

describe('Node clock', () => {
  const pass = (ms: number) =>
    new Promise<void>((resolve) => setTimeout(resolve, ms + 1));
  register(clockSuite, () => ({ clock: new NodeClock(), pass }));
});

describe('Node hasher', () => register(hasherSuite, () => new NodeHasher()));

describe('Node random', () => register(randomSuite, () => new NodeRandom()));
