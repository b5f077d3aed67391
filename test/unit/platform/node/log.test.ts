import { PassThrough } from 'node:stream';
import { expect, test } from '@jest/globals';
import { NodeLog } from '../../../../background/platform/node/log.ts';

test('writes one line an entry, and leaves out what is below the threshold', () => {
  const stream = new PassThrough({ encoding: 'utf8' });
  const log = new NodeLog(stream, 'info');
  log.write('debug', 'peer', 'nobody asked');
  log.write('info', 'tracker', 'three peers');
  log.write('error', 'storage', 'two\nlines \u001b[31m');
  const lines = stream.read().split('\n');
  expect(lines).toEqual([
    expect.stringMatching(/^\d{4}-\S+Z info tracker: three peers$/),
    expect.stringMatching(/^\S+ error storage: two lines {2}\[31m$/),
    '',
  ]);
});
