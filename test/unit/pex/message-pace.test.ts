import { expect, test } from '@jest/globals';
import { MessagePace } from '../../../src/pex/message-pace.ts';

const flood = expect.objectContaining({ code: 'flood' });

test('bears six messages in a minute, and no seventh', () => {
  const pace = new MessagePace();
  for (let time = 0; time < 6; time++) pace.count(time * 9000);
  expect(() => pace.count(59_999)).toThrow(flood);
});

test('bears one every ten seconds for ever', () => {
  const pace = new MessagePace();
  for (let time = 0; time < 100; time++) pace.count(time * 10_000);
});

test('ends ten messages at once', () => {
  const pace = new MessagePace();
  expect(() => {
    for (let time = 0; time < 10; time++) pace.count(0);
  }).toThrow(flood);
});
