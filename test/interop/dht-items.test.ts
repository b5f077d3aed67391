import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { NodeSignatures } from '../../background/platform/node/signatures.ts';
import { encode } from '../../src/bencode/encode.ts';
import { parseEndpoint } from '../../src/bytes/endpoint.ts';
import { toHex } from '../../src/bytes/hex.ts';
import { encodeLatin1 } from '../../src/bytes/text.ts';
import type { DhtItem } from '../../src/dht/item-store.ts';
import { itemTarget } from '../../src/dht/items/item-target.ts';
import { immutableItem, signItem } from '../../src/dht/items/make-item.ts';
import { signedBytes } from '../../src/dht/items/signed-bytes.ts';
import { StoredItems } from '../../src/dht/items/stored-items.ts';
import { type ItemChecks, verifyItem } from '../../src/dht/items/verify-item.ts';
import { decodeKrpc } from '../../src/protocol/krpc/decode.ts';
import { encodeKrpc } from '../../src/protocol/krpc/encode.ts';
import type {
  KrpcError,
  KrpcRequest,
  KrpcResponse,
} from '../../src/protocol/krpc/message.ts';
import { describeWith } from '../support/counterpart.ts';
import { LibtorrentDht } from '../support/libtorrent-dht.ts';
import { nodeSha } from '../support/node-sha.ts';

const START_MS = 60_000;
const ANSWER_MS = 5_000;
const CHECKS: ItemChecks = { hasher: nodeSha, signatures: new NodeSignatures() };
const SEED = new Uint8Array(32).fill(11);
const OWN_ID = new Uint8Array(20).fill(0x42);

/** Puts, one after another. */
type Puts = readonly (readonly [item: DhtItem, cas?: number | undefined])[];

describeWith('libtorrent', () => {
  let dht: LibtorrentDht;
  let socket: Socket;
  let asked = 0;

  beforeAll(async () => {
    // It answers nobody who asks more often, by default five times a second.
    dht = await LibtorrentDht.start(2, { dht_block_ratelimit: 1_000_000 });
    socket = createSocket('udp4').bind(0, '127.0.0.1');
    await once(socket, 'listening');
  }, START_MS);
  afterAll(async () => {
    socket?.close();
    await dht?.stop();
  });

  async function ask(request: KrpcRequest): Promise<KrpcResponse | KrpcError> {
    const { host, port } = parseEndpoint(dht.nodes[0]!)!;
    const transaction = encodeLatin1(`q${asked++}`);
    const query = { kind: 'query', transaction, id: OWN_ID, readOnly: true } as const;
    const signal = AbortSignal.timeout(ANSWER_MS);
    socket.send(encodeKrpc({ ...query, ...request }), port, host);
    for (;;) {
      const [bytes] = (await once(socket, 'message', { signal })) as [Buffer];
      const message = decodeKrpc(new Uint8Array(bytes));
      if (toHex(message.transaction) !== toHex(transaction)) continue;
      if (message.kind === 'response' || message.kind === 'error') return message;
    }
  }

  async function get(item: DhtItem): Promise<KrpcResponse> {
    const target = await itemTarget(item, nodeSha);
    const answer = await ask({ method: 'get', target });
    if (answer.kind === 'error') throw new Error(answer.message);
    return answer;
  }

  async function put(item: DhtItem, cas?: number): Promise<number> {
    const { token } = await get(item);
    const answer = await ask({ method: 'put', token: token!, ...item, cas });
    return answer.kind === 'error' ? answer.code : 0;
  }

  /** The codes that libtorrent answers to the puts, and that Rill does; 0: stored. */
  async function both(puts: Puts): Promise<[number[], number[]]> {
    const store = new StoredItems(CHECKS);
    const theirs: number[] = [];
    const own: number[] = [];
    for (const [item, cas] of puts) {
      theirs.push(await put(item, cas));
      own.push((await store.put(item, cas, 0))?.code ?? 0);
    }
    return [theirs, own];
  }

  const version = (seq: number | bigint, value: string, salt?: string) =>
    signItem(
      { value, seq, ...(salt && { salt: encodeLatin1(salt) }) },
      SEED,
      CHECKS.signatures!,
    );

  test('items that Rill made are kept there, and come back as they were', async () => {
    const items = [
      immutableItem({ list: [1, 'two'], text: 'ü' }),
      await version(1, 'one'),
      await version(2 ** 40, 'late', 'salted'),
      await version(2n ** 63n - 1n, 'last', 'of all'),
    ];
    for (const item of items) {
      expect(await put(item)).toBe(0);
      const { value, key, signature, seq } = await get(item);
      const { salt } = item;
      const back: DhtItem = {
        value: value!,
        ...(key && { key }),
        ...(signature && { signature }),
        ...(seq !== undefined && { seq }),
        ...(salt && { salt }),
      };
      expect(back).toEqual(item);
      const target = await itemTarget(item, nodeSha);
      expect(await verifyItem(back, target, CHECKS)).toBe(true);
    }
  });

  /** Signed as it is, right or not. */
  async function signed(item: DhtItem): Promise<DhtItem> {
    const { signatures } = CHECKS;
    const key = await signatures!.publicKey(SEED);
    return { ...item, key, signature: await signatures!.sign(SEED, signedBytes(item)) };
  }

  test('puts are answered as libtorrent answers them', async () => {
    const salt = encodeLatin1('both');
    const v = (seq: number, value: string) => version(seq, value, 'both');
    const raw = (value: string, seq: number) =>
      signed({ value: encodeLatin1(value), seq, salt });
    const of = (length: number) => encode(new Uint8Array(length));
    const forged = { ...(await v(7, 'x')), signature: new Uint8Array(64) };
    const puts: [DhtItem, cas: number | undefined, code: number][] = [
      // With nothing there, there is nothing to compare with.
      [await v(5, 'five'), 3, 0],
      [await v(5, 'five'), undefined, 0],
      [await v(4, 'four'), undefined, 302],
      [await v(6, 'six'), 4, 301],
      [await v(6, 'six'), 5, 0],
      [await v(4, 'four'), 5, 301],
      [forged, undefined, 206],
      [await signed({ value: of(996), seq: 8, salt }), undefined, 0],
      [await signed({ value: of(997), seq: 9, salt }), undefined, 205],
      [await raw('i01e', 10), undefined, 203],
      [await raw('d1:bi1e1:ai2ee', 10), undefined, 203],
      [await raw('ld1:bi1e1:ai2eee', 10), undefined, 203],
      [await raw('d1:ai1e1:ai2ee', 10), undefined, 203],
      [await raw('llllleeeee', 10), undefined, 0],
      [await raw('0:', 11), undefined, 0],
      [await raw('i1e', -1), undefined, 203],
      [await signed({ value: of(1), seq: 1, salt: new Uint8Array(64) }), undefined, 0],
      [await signed({ value: of(1), seq: 1, salt: new Uint8Array(65) }), undefined, 207],
      [{ value: encodeLatin1('i01e') }, undefined, 203],
      [{ value: encodeLatin1('i1e') }, undefined, 0],
      [{ value: of(997) }, undefined, 205],
    ];
    const codes = puts.map(([, , code]) => code);
    const [theirs, own] = await both(puts.map(([item, cas]) => [item, cas]));
    expect(theirs).toEqual(codes);
    expect(own).toEqual(codes);
  });

  test('where the two differ, it is as written down', async () => {
    const v = (seq: number, value: string) => version(seq, value, 'differ');
    const salt = encodeLatin1('differ');
    const forged = { ...(await v(1, 'x')), signature: new Uint8Array(64) };
    const [theirs, own] = await both([
      [await v(5, 'five')],
      // libtorrent says that it took it, and keeps the first; BEP 44 has it refused.
      [await v(5, 'other')],
      // Rill does not look at the signature of what is of no use anyway.
      [forged],
      [forged, 1],
      // The same number as i0e, in another form.
      [await signed({ value: encodeLatin1('i-0e'), seq: 6, salt })],
    ]);
    expect(theirs).toEqual([0, 0, 206, 206, 0]);
    expect(own).toEqual([0, 302, 302, 301, 203]);
    await put(await v(7, 'seven'));
    await put(await v(7, 'other'));
    expect((await get(await v(7, ''))).value).toEqual(encode('seven'));
  });
});
