import type { FileHandle } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { writeAll } from '../../../../background/platform/node/write-all.ts';

/** Takes at most `most` bytes a call, as a system may. */
function slowHandle(most: number, into: Uint8Array): FileHandle {
  const writev = async (chunks: readonly Uint8Array[], at: number) => {
    const all = chunks.flatMap((chunk) => [...chunk]).slice(0, most);
    into.set(all, at);
    return { bytesWritten: all.length };
  };
  return { writev } as unknown as FileHandle;
}

test.each([1, 2, 3, 4, 5, 100])(
  'goes on when %i bytes a call are taken',
  async (most) => {
    const file = new Uint8Array(12);
    const chunks = [
      Uint8Array.of(1, 2, 3),
      new Uint8Array(0),
      Uint8Array.of(4),
      Uint8Array.of(5, 6, 7, 8, 9),
    ];
    await writeAll(slowHandle(most, file), 2, chunks);
    expect([...file]).toEqual([0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0]);
  },
);
