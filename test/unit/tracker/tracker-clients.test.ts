import { expect, test } from '@jest/globals';
import type { TrackerClient } from '../../../src/tracker/tracker-client.ts';
import { TrackerClients } from '../../../src/tracker/tracker-clients.ts';

const SIGNAL = new AbortController().signal;
const named = (name: string): TrackerClient => ({
  families: () => Promise.reject(name),
  announce: () => Promise.reject(name),
  scrape: () => Promise.reject(name),
});
const clients = new TrackerClients({
  http: named('http'),
  https: named('http'),
  udp: named('udp'),
});

test.each([
  ['http://a/announce', 'http'],
  ['HTTPS://a/announce', 'http'],
  ['udp://a:1/announce', 'udp'],
])('%s is asked over %s', async (url, name) => {
  await expect(clients.families(url, SIGNAL)).rejects.toBe(name);
  await expect(clients.scrape(url, [], SIGNAL)).rejects.toBe(name);
});

test.each(['wss://a/announce', 'ws://a/announce', 'dht://a', 'a', ''])(
  '%j is of a kind that is not known',
  async (url) => {
    const unknown = { name: 'TrackerError', code: 'unsupported-scheme' };
    await expect(clients.families(url, SIGNAL)).rejects.toMatchObject(unknown);
    await expect(clients.scrape(url, [], SIGNAL)).rejects.toMatchObject(unknown);
  },
);
