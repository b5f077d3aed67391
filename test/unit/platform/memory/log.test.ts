import { expect, test } from '@jest/globals';
import { MemoryLog } from '../../../../background/platform/memory/log.ts';

test('collects entries, and lets the oldest go', () => {
  const log = new MemoryLog();
  for (let i = 0; i < 10_001; i++) log.write('info', 'tracker', `${i}`);
  expect(log.entries.length).toBe(10_000);
  expect(log.entries[0]).toEqual({ level: 'info', area: 'tracker', message: '1' });
});
