import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Encodable, encode } from '../../src/bencode/encode.ts';
import { formatEndpoint } from '../../src/bytes/endpoint.ts';
import { parseIp } from '../../src/bytes/ip-address.ts';
import { encodeLatin1 } from '../../src/bytes/text.ts';
import { ProtocolError } from '../../src/errors/protocol-error.ts';
import {
  decodeUtPex,
  encodeUtPex,
  MOST_IN_PEX,
} from '../../src/protocol/extension/ut-pex.ts';
import { decodeBtSearch, encodeBtSearch } from '../../src/protocol/lsd/bt-search.ts';

function readOrRefuse<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    expect(error).toBeInstanceOf(ProtocolError);
    return undefined;
  }
}

function checkPex(payload: Uint8Array): void {
  const message = readOrRefuse(() => decodeUtPex(payload));
  if (!message) return;
  const { added, dropped } = message;
  expect(added.length).toBeLessThanOrEqual(MOST_IN_PEX);
  expect(dropped.length).toBeLessThanOrEqual(MOST_IN_PEX);
  for (const { host, port } of [...added.map(({ endpoint }) => endpoint), ...dropped]) {
    expect(parseIp(host)).toBeDefined();
    expect(port).toBeGreaterThan(0);
    expect(port).toBeLessThan(65536);
  }
  const keys = added.map(({ endpoint }) => formatEndpoint(endpoint));
  expect(new Set(keys).size).toBe(keys.length);
  // What was read is what would be written.
  expect(decodeUtPex(encodeUtPex(message))).toEqual(message);
}

const field = fc.oneof(
  fc.uint8Array({ maxLength: 2000 }),
  fc.constantFrom<Encodable>(0, -1, '', 'x', [], {}, ['x']),
);
const fields = fc.record(
  {
    added: field,
    'added.f': field,
    added6: field,
    'added6.f': field,
    dropped: field,
    dropped6: field,
    other: field,
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Encodable>;

test('a peer exchange message of any fields is read within its bounds', () => {
  fc.assert(fc.property(fields, (dict) => checkPex(encode(dict))));
});

test('a peer exchange message of any bytes is read, or refused by a ProtocolError', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), checkPex));
});

test('a peer exchange message with any bytes changed is read, or refused', () => {
  const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 5 });
  fc.assert(
    fc.property(fields, changes, (dict, bytes) => {
      const payload = encode(dict);
      for (const [at, value] of bytes) payload[at % payload.length] = value;
      checkPex(payload);
    }),
  );
});

function checkSearch(datagram: Uint8Array): void {
  const message = readOrRefuse(() => decodeBtSearch(datagram));
  if (!message) return;
  expect(message.port).toBeGreaterThan(0);
  expect(message.port).toBeLessThan(65536);
  expect(message.infoHashes.length).toBeGreaterThan(0);
  expect(message.infoHashes.length).toBeLessThanOrEqual(100);
  for (const infoHash of message.infoHashes) expect(infoHash).toHaveLength(20);
  expect(decodeBtSearch(encodeBtSearch('a:1', message))).toEqual(message);
}

const line = fc.oneof(
  fc.constantFrom('Port: 1', 'Port:65535', 'Port: 70000', 'cookie: x', 'Host: a', ': b'),
  fc.constantFrom('ab', 'CD', '01').map((two) => `Infohash: ${two.repeat(20)}`),
  fc.string({ unit: 'binary-ascii', maxLength: 60 }),
);
const lines = fc.array(line, { maxLength: 12 });

test('an announcement of any lines is read within its bounds, or refused', () => {
  fc.assert(
    fc.property(lines, fc.constantFrom('\r\n', '\n'), (rest, end) => {
      const text = ['BT-SEARCH * HTTP/1.1', ...rest, '', ''].join(end);
      checkSearch(encodeLatin1(text));
    }),
  );
});

test('an announcement of any bytes is read, or refused by a ProtocolError', () => {
  const start = encodeLatin1('BT-SEARCH * HTTP/1.1\r\n');
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (bytes, begun) => {
      checkSearch(begun ? Uint8Array.of(...start, ...bytes) : bytes);
    }),
  );
});
