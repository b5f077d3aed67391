import { expect, test } from '@jest/globals';
import { fromHex } from '../../../../src/bytes/hex.ts';
import { clientName } from '../../../../src/protocol/peer-wire/client-name.ts';
import { readVectors } from '../../../support/vectors.ts';

interface Vector {
  readonly peer_id_hex?: string;
  readonly prefix?: string;
  readonly client: string;
}

const { cases } = readVectors<{ cases: Vector[] }>('peer-ids.json');
const idOf = ({ peer_id_hex, prefix = '' }: Vector) =>
  peer_id_hex
    ? fromHex(peer_id_hex)!
    : new TextEncoder().encode(prefix.padEnd(20, '0')).slice(0, 20);

const WORDS = /[a-zµ0-9!]+/gi;
const firstWord = (name: string) => name.match(WORDS)?.[0]?.toLowerCase();
/** The same program under two names, or known to too few. */
const NAMES: Readonly<Record<string, string>> = { azureus: 'vuze', shad0w: 'shadow' };
const LEFT_OUT =
  /^(Generic|unknown|Invalid|xx|External|Amazon|Rufus|BTuga|AllPeers|Top-BT|HTTP Seed|哇嘎|libTorrent \(Rak)/;
/** Ids in styles of their own. */
const OWN_STYLE = /^(65786263|530102|0000)/;

test.each(cases.filter(({ client }) => !LEFT_OUT.test(client)))(
  'knows $client by its id',
  (vector) => {
    if (vector.peer_id_hex && OWN_STYLE.test(vector.peer_id_hex)) return;
    const word = firstWord(vector.client)!;
    const found = firstWord(clientName(idOf(vector)) ?? 'nothing')!;
    expect(NAMES[found] ?? found).toBe(NAMES[word] ?? word);
  },
);

test.each([
  ['-LT2080-', 'libtorrent 2.0.8'],
  ['-qB4520-', 'qBittorrent 4.5.2'],
  ['-TR3000-', 'Transmission 3.00'],
  ['-TR4000-', 'Transmission 4.0.0'],
  ['-RL0100-', 'Rill 0.1.0'],
  ['A2-1-36-0-', 'aria2 1.36.0'],
])('%s is %s', (prefix, name) => {
  expect(clientName(idOf({ prefix, client: name }))).toBe(name);
});

test('knows nothing by an id of noise', () => {
  expect(clientName(new Uint8Array(20).fill(0xe7))).toBeUndefined();
});
