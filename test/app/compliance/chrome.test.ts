import { rm } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FolderRef } from '../../../src/ports/folders.ts';
import { clockSuite } from '../../compliance/clock-suite.ts';
import { dnsSuite } from '../../compliance/dns-suite.ts';
import { foldersSuite } from '../../compliance/folders-suite.ts';
import { hasherSuite } from '../../compliance/hasher-suite.ts';
import { keyValueSuite } from '../../compliance/key-value-suite.ts';
import { multicastSuite } from '../../compliance/multicast-suite.ts';
import { randomSuite } from '../../compliance/random-suite.ts';
import { signaturesSuite } from '../../compliance/signatures-suite.ts';
import type { CaseResult } from '../../compliance/suite.ts';
import { tcpSuite } from '../../compliance/tcp-suite.ts';
import { udpSuite } from '../../compliance/udp-suite.ts';
import { describeWhere, describeWith } from '../../support/counterpart.ts';
import type { Order } from './app/orders.ts';
import { ComplianceApp } from './compliance-app.ts';

const SUITE_MS = 240_000;

const addresses = Object.values(networkInterfaces()).flat();
const hasIpv6 = addresses.some((one) => one?.address === '::1');
/** A few from here on, below those that the system gives away. */
const FREE_PORTS = 26_791;

/** Chromium joins groups where its machine has a way out, if only to itself. */
function hasNetwork(family: string): boolean {
  return addresses.some((one) => one?.family === family && !one.internal);
}

describeWith('chromium', () => {
  let app: ComplianceApp;

  beforeAll(async () => {
    app = await ComplianceApp.start();
  }, SUITE_MS);
  afterAll(() => app?.close());

  /** One suite, run as a whole in the app's Worker; each case is a test here. */
  function registerInApp(
    cases: readonly { readonly name: string }[],
    order: () => Order | Promise<Order>,
  ): void {
    let results: readonly CaseResult[] = [];
    beforeAll(async () => {
      const answer = await app.carryOut(await order());
      results = typeof answer === 'string' ? [] : answer;
    }, SUITE_MS);
    for (const { name } of cases) {
      test(name, () => {
        expect(results.find((result) => result.name === name)).toEqual({ name });
      });
    }
  }

  describe.each(['direct-sockets', 'chrome-sockets'] as const)(
    'Chrome, %s',
    (transport) => {
      describe.each([
        { loopback: '127.0.0.1', there: true },
        { loopback: '::1', there: hasIpv6 },
      ])('on $loopback', ({ loopback, there }) => {
        describeWhere(there, `nothing is at ${loopback} here`, () => {
          describe('tcp', () =>
            registerInApp(tcpSuite, () => ({ kind: 'tcp', transport, loopback })));
          describe('udp', () =>
            registerInApp(udpSuite, () => ({ kind: 'udp', transport, loopback })));
        });
      });
    },
  );

  describe.each([
    { host: '239.255.1.3', there: hasNetwork('IPv4') },
    { host: 'ff15::1:3', there: hasNetwork('IPv6') },
  ])('Chrome groups, $host', ({ host, there }) => {
    describeWhere(there, `no network for ${host} here`, () =>
      describe('multicast', () =>
        registerInApp(multicastSuite, () => ({
          kind: 'multicast',
          group: { host, port: FREE_PORTS },
        }))),
    );
  });
  describe('Chrome names', () =>
    registerInApp(dnsSuite, () => ({
      kind: 'dns',
      localhost: hasIpv6 ? ['127.0.0.1', '::1'] : ['127.0.0.1'],
    })));
  describe('Chrome clock', () => registerInApp(clockSuite, () => ({ kind: 'clock' })));
  describe('Chrome hasher', () => registerInApp(hasherSuite, () => ({ kind: 'hasher' })));
  describe('Chrome signatures', () =>
    registerInApp(signaturesSuite, () => ({ kind: 'signatures' })));
  describe('Chrome random', () => registerInApp(randomSuite, () => ({ kind: 'random' })));
  describe('Chrome records', () =>
    registerInApp(keyValueSuite, () => ({ kind: 'key-value' })));

  describe('Chrome folders', () => {
    let missing: FolderRef;
    beforeAll(async () => {
      const folder = await app.makeFolder('missing');
      await rm(folder.path, { recursive: true });
      missing = folder.ref;
    });

    describe('inside Chrome', () =>
      registerInApp(foldersSuite, () => {
        return { kind: 'folders', root: undefined, missing, longestName: undefined };
      }));
    describe('that a person chose', () =>
      registerInApp(foldersSuite, async () => {
        const { ref } = await app.makeFolder('chosen');
        return { kind: 'folders', root: ref, missing, longestName: 255 };
      }));
  });
});
