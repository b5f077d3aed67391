import { expect, test } from '@jest/globals';
import { MemoryClock } from '../../background/platform/memory/clock.ts';
import { MemoryNetwork } from '../../background/platform/memory/network.ts';
import { MemoryRandom } from '../../background/platform/memory/random.ts';
import { fromHex, toHex } from '../../src/bytes/hex.ts';
import { TrackerError } from '../../src/errors/tracker-error.ts';
import {
  parseUdpAnnounced,
  parseUdpConnected,
  parseUdpError,
  parseUdpHead,
  parseUdpScraped,
} from '../../src/protocol/tracker/udp-response.ts';
import { parseUdpTrackerUrl } from '../../src/protocol/tracker/udp-tracker-url.ts';
import { UdpTracker } from '../../src/tracker/udp-tracker.ts';
import { ScriptedUdpTracker, type UdpHeard } from '../support/scripted-udp-tracker.ts';
import { readVectors } from '../support/vectors.ts';
import { Mutations } from './mutations.ts';

interface Packets {
  readonly packets: readonly { readonly hex: string }[];
  readonly hostile: readonly { readonly hex?: string }[];
}

const { packets, hostile } = readVectors<Packets>('udp-tracker.json');
const seeds = [...packets, ...hostile].flatMap(({ hex }) =>
  hex === undefined ? [] : [fromHex(hex)!],
);

function onlyTrackerErrors(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof TrackerError)) throw error;
  }
}

test('any datagram is read, or refused by a TrackerError', () => {
  const datagrams = new Mutations(seeds, 15);
  for (let count = 0; count < 30_000; count++) {
    const datagram = datagrams.next();
    const wrong: string[] = [];
    onlyTrackerErrors(() => {
      // Who has no head is never looked at further.
      if (!parseUdpHead(datagram)) return;
      if (parseUdpScraped(datagram).length > datagram.length / 12) wrong.push('counts');
      if (parseUdpError(datagram).code !== 'refused-by-tracker') wrong.push('error');
      const { interval, peers } = parseUdpAnnounced(datagram, 'ipv6');
      if (!(interval >= 30 && interval <= 86_400)) wrong.push('interval');
      if (!peers.every(({ port }) => port > 0)) wrong.push('port');
    });
    onlyTrackerErrors(() => parseUdpConnected(datagram));
    if (wrong.length > 0) throw new Error(`${wrong} of ${toHex(datagram)}`);
  }
});

test('any address is read, or refused by a TrackerError', () => {
  const encoder = new TextEncoder();
  const urls = [
    'udp://t.example:80/a?b=c',
    'udp://[::1]:6969/announce',
    'udp://1.2.3.4:5',
  ];
  const texts = new Mutations(
    urls.map((url) => encoder.encode(url)),
    41,
  );
  let read = 0;
  for (let count = 0; count < 20_000; count++) {
    const text = new TextDecoder().decode(texts.next());
    onlyTrackerErrors(() => {
      const { host, port } = parseUdpTrackerUrl(text);
      if (host === '' || port < 1 || port > 65_535) throw new Error(text);
      read++;
    });
  }
  expect(read).toBeGreaterThan(1000);
});

test('a tracker that answers anything at all is answered or refused', async () => {
  const clock = new MemoryClock();
  const network = new MemoryNetwork(clock);
  const { udp, dns } = network.host('10.0.0.1');
  const client = new UdpTracker({ udp, dns, clock, random: new MemoryRandom(1) });
  const tracker = await ScriptedUdpTracker.start(network.host('10.0.0.9').udp, {
    host: '10.0.0.9',
    port: 1,
  });
  const mutations = new Mutations(seeds, 7);
  const names = new Mutations(seeds, 8);
  /** Now and then under the right transaction, and then for the right kind of question. */
  const lie = ({ transactionId, action }: UdpHeard): Uint8Array => {
    const bytes = mutations.next().slice();
    const pick = names.next().length % 3;
    const view = new DataView(bytes.buffer);
    if (bytes.length >= 8 && pick > 0) view.setUint32(4, transactionId);
    if (bytes.length >= 8 && pick > 1) view.setUint32(0, action);
    return bytes;
  };
  const outcomes = new Set<string>();
  for (let round = 0; round < 300; round++) {
    tracker.answer = (heard) => {
      for (let count = 0; count < 20; count++) tracker.send(lie(heard), heard.from);
      return tracker.usual(heard);
    };
    const request = {
      infoHash: new Uint8Array(20),
      peerId: new Uint8Array(20),
      port: 1,
      uploaded: 0,
      downloaded: 0,
      left: 0,
      numWant: 1,
      key: 0,
      event: undefined,
      trackerId: undefined,
    };
    const { signal } = new AbortController();
    const asking = client.announce('udp://10.0.0.9:1', 'ipv4', request, signal).then(
      () => 'answered',
      (error: unknown) => (error instanceof TrackerError ? error.code : String(error)),
    );
    await clock.advance(70_000);
    outcomes.add(await asking);
  }
  expect([...outcomes].sort()).toEqual(['answered', 'bad-answer', 'refused-by-tracker']);
});
