import { describe, expect, test } from '@jest/globals';
import { decodeLatin1, encodeLatin1 } from '../../../../src/bytes/text.ts';
import { ProtocolError } from '../../../../src/errors/protocol-error.ts';
import { decodeKrpc } from '../../../../src/protocol/krpc/decode.ts';
import { encodeKrpc } from '../../../../src/protocol/krpc/encode.ts';
import type { KrpcMessage } from '../../../../src/protocol/krpc/message.ts';
import { readVectors } from '../../../support/vectors.ts';

interface Vectors {
  readonly messages: readonly { readonly name: string; readonly bencoded: string }[];
}

const { messages } = readVectors<Vectors>('krpc.json');
const ID = encodeLatin1('abcdefghij0123456789');
const TARGET = encodeLatin1('mnopqrstuvwxyz123456');

function bytesOf(name: string): Uint8Array {
  return encodeLatin1(messages.find((message) => message.name === name)!.bencoded);
}

function read(text: string): KrpcMessage {
  return decodeKrpc(encodeLatin1(text));
}

describe('the examples of BEP 5', () => {
  const whole = messages.filter(({ name }) => !name.includes('illustrative'));

  test.each(whole)('$name is encoded as it was read', ({ bencoded }) => {
    const message = read(bencoded);
    expect(message.kind).not.toBe('refused');
    if (message.kind === 'refused') return;
    expect(decodeLatin1(encodeKrpc(message))).toBe(bencoded);
  });

  test('an announce_peer says where and for what', () => {
    expect(decodeKrpc(bytesOf('announce_peer query'))).toMatchObject({
      kind: 'query',
      method: 'announce_peer',
      id: ID,
      target: TARGET,
      port: 6881,
      impliedPort: true,
      token: encodeLatin1('aoeusnth'),
      readOnly: false,
    });
  });

  test.each([
    ['6:abcdef6:ghijkl', 'abcdefghijkl'],
    // As long as two peers are.
    ['6:abcdefi123456e', 'abcdef'],
    ['i123456e6:abcdef', 'abcdef'],
    ['6:abcdef5:ghijk6:lmnopq1:r', 'abcdeflmnopq'],
    ['13:6:abcdef6:ghi', undefined],
    ['', undefined],
  ])('values of %s', (values, peers) => {
    const message = read(
      `d1:rd2:id20:abcdefghij01234567896:valuesl${values}ee1:t1:a1:y1:re`,
    );
    const found = message.kind === 'response' ? message.peers : undefined;
    expect(found && decodeLatin1(found)).toBe(peers);
  });

  test('values come packed', () => {
    const message = decodeKrpc(bytesOf('get_peers response with peers'));
    expect(message).toMatchObject({
      kind: 'response',
      peers: encodeLatin1('axje.uidhtnm'),
      token: encodeLatin1('aoeusnth'),
    });
  });

  test('nodes that do not fill a row are dropped, as the erratum demands', () => {
    const message = read(
      messages.find(({ name }) => name.includes('length 9'))!.bencoded,
    );
    expect(message).toMatchObject({ kind: 'response', nodes: new Uint8Array(0) });
  });
});

describe('a message', () => {
  const token = encodeLatin1('tok');
  const transaction = encodeLatin1('aa');
  const version = encodeLatin1('RL01');
  const want = ['ipv4', 'ipv6'] as const;
  const query = { kind: 'query', transaction, version, id: ID } as const;
  const key = new Uint8Array(32).fill(7);
  const signature = new Uint8Array(64).fill(8);
  const value = encodeLatin1('d1:bi1e1:ai2ee');

  test.each<KrpcMessage>([
    { ...query, readOnly: true, method: 'ping' },
    { ...query, readOnly: false, method: 'find_node', target: TARGET, want },
    { ...query, readOnly: false, method: 'sample_infohashes', target: TARGET, want },
    {
      ...{ ...query, readOnly: false, method: 'get_peers', target: TARGET, want },
      ...{ scrape: true, noSeed: true },
    },
    { ...query, readOnly: false, method: 'get', target: TARGET, want, seq: 5 },
    {
      ...{ ...query, readOnly: false, method: 'announce_peer', target: TARGET, token },
      ...{ port: 1, impliedPort: false, seed: true },
    },
    {
      ...{ ...query, readOnly: false, method: 'put', token, value, key, signature },
      ...{ seq: 2n ** 60n, cas: 3, salt: encodeLatin1('salt') },
    },
    {
      ...{ kind: 'response', transaction, version, id: ID, token, value, key, signature },
      ...{ address: new Uint8Array(6).fill(1), nodes: new Uint8Array(52).fill(2) },
      ...{ nodes6: new Uint8Array(76).fill(3), peers: new Uint8Array(12).fill(4) },
      ...{ peers6: new Uint8Array(36).fill(5), samples: new Uint8Array(40).fill(6) },
      ...{ sampled: 2, interval: 60, seq: 9 },
      ...{ seedFilter: new Uint8Array(256), peerFilter: new Uint8Array(256).fill(1) },
    },
    { kind: 'error', transaction, version, code: 203, message: 'bad token' },
  ])('is read as it was written: %#', (message) => {
    expect(message.kind).not.toBe('refused');
    if (message.kind === 'refused') return;
    expect(decodeKrpc(encodeKrpc(message))).toMatchObject(message);
  });

  test('with unsorted keys is read', () => {
    const text = 'd1:y1:q1:t2:aa1:q4:ping1:ad2:id20:abcdefghij0123456789ee';
    expect(read(text)).toMatchObject({ kind: 'query', method: 'ping' });
  });

  test('keeps the bytes of a value that is not canonical', () => {
    const text = 'd1:rd2:id20:abcdefghij01234567891:vd1:bi1e1:ai2eee1:t2:aa1:y1:re';
    expect(read(text)).toMatchObject({ value: encodeLatin1('d1:bi1e1:ai2ee') });
  });
});

describe('a query is refused', () => {
  const args = (text: string, method: string) =>
    `d1:ad${text}e1:q${method.length}:${method}1:t2:aa1:y1:qe`;
  const id = '2:id20:abcdefghij0123456789';

  test.each([
    ['without an id', args('', 'ping'), 203],
    ['with a short id', args('2:id3:abc', 'ping'), 203],
    ['without a target', args(id, 'find_node'), 203],
    ['with a short target', args(`${id}6:target2:ab`, 'find_node'), 203],
    ['without an info hash', args(id, 'get_peers'), 203],
    [
      'with port 0',
      args(`${id}9:info_hash20:mnopqrstuvwxyz1234564:porti0e5:token1:a`, 'announce_peer'),
      203,
    ],
    [
      'without a token',
      args(`${id}9:info_hash20:mnopqrstuvwxyz1234564:porti1e`, 'announce_peer'),
      203,
    ],
    ['with a short key', args(`${id}1:k3:abc5:token1:a1:vi1e`, 'put'), 203],
    ['of a method that nobody knows', args(id, 'vote'), 204],
  ])('%s', (_, text, code) => {
    expect(read(text)).toMatchObject({
      kind: 'refused',
      code,
      transaction: encodeLatin1('aa'),
    });
  });
});

describe('nothing is read', () => {
  test.each([
    ['of garbage', 'hello', 'bad-bencode'],
    ['behind the message', 'd1:t2:aa1:y1:qexx', 'bad-bencode'],
    ['of a list', 'le', 'bad-bencode'],
    ['without a transaction id', 'd1:q4:ping1:y1:qe', 'bad-message'],
    ['with a very long one', `d1:t33:${'a'.repeat(33)}1:y1:qe`, 'bad-message'],
    ['without a kind', 'd1:t2:aae', 'bad-message'],
    ['of an answer without an id', 'd1:rde1:t2:aa1:y1:re', 'bad-message'],
    ['over 4 KiB', `d1:t2:aa1:v4200:${'a'.repeat(4200)}1:y1:qe`, 'bad-bencode'],
    ['nested too deep', `d1:r${'l'.repeat(40)}${'e'.repeat(40)}1:t2:aae`, 'bad-bencode'],
  ])('%s', (_, text, code) => {
    let error: unknown;
    try {
      read(text);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ProtocolError);
    expect(error).toMatchObject({ code });
  });
});
