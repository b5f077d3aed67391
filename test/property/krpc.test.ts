import { expect, test } from '@jest/globals';
import { encodeLatin1 } from '../../src/bytes/text.ts';
import { ProtocolError } from '../../src/errors/protocol-error.ts';
import { decodeKrpc } from '../../src/protocol/krpc/decode.ts';
import { encodeKrpc } from '../../src/protocol/krpc/encode.ts';
import { readVectors } from '../support/vectors.ts';
import { Mutations } from './mutations.ts';

const { messages } = readVectors<{ messages: readonly { bencoded: string }[] }>(
  'krpc.json',
);

test('any bytes are a KRPC message, or refused by a ProtocolError', () => {
  const seeds = messages.map(({ bencoded }) => encodeLatin1(bencoded));
  const mutations = new Mutations(seeds, 5);
  const kinds = new Map<string, number>();
  for (let count = 0; count < 20_000; count++) {
    try {
      const message = decodeKrpc(mutations.next());
      kinds.set(message.kind, (kinds.get(message.kind) ?? 0) + 1);
      if (message.kind === 'refused') continue;
      // What is written of it says the same.
      const again = decodeKrpc(encodeKrpc(message));
      expect(encodeKrpc(again as typeof message)).toEqual(encodeKrpc(message));
    } catch (error) {
      expect(error).toBeInstanceOf(ProtocolError);
    }
  }
  expect([...kinds.keys()].sort()).toEqual(['error', 'query', 'refused', 'response']);
});
