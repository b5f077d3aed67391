import type { FileHandle } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { HandleCache } from '../../../../background/platform/node/handle-cache.ts';

/** Counts handles instead of opening files. */
class Files {
  opened: string[] = [];
  open = 0;
  most = 0;

  opener(key: string): () => Promise<FileHandle> {
    return async () => {
      this.opened.push(key);
      this.most = Math.max(this.most, ++this.open);
      const close = async () => {
        this.open--;
      };
      return { close } as FileHandle;
    };
  }
}

async function nothing(): Promise<void> {}

test('never more files are open than the limit', async () => {
  const files = new Files();
  const cache = new HandleCache(4);
  let done = 0;
  await Promise.all(
    Array.from({ length: 100 }, (_, i) => {
      const key = `${i % 23}`;
      return cache.use(key, files.opener(key), async () => {
        for (let turn = 0; turn < i % 7; turn++) await Promise.resolve();
        done++;
      });
    }),
  );
  expect(done).toBe(100);
  expect(files.most).toBe(4);
  await cache.clear();
  expect(files.open).toBe(0);
});

test('a file is opened once for tasks one after another and at once', async () => {
  const files = new Files();
  const cache = new HandleCache(4);
  await Promise.all([1, 2, 3].map(() => cache.use('a', files.opener('a'), nothing)));
  await cache.use('a', files.opener('a'), nothing);
  expect(files.opened).toEqual(['a']);
  await cache.clear();
});

test('the least recently used gives way', async () => {
  const files = new Files();
  const cache = new HandleCache(2);
  for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) {
    await cache.use(key, files.opener(key), nothing);
  }
  expect(files.opened).toEqual(['a', 'b', 'c', 'b']);
  await cache.clear();
});

test('a handle dropped while a task uses it is closed after that task', async () => {
  const files = new Files();
  const cache = new HandleCache(2);
  await cache.use('a', files.opener('a'), async () => {
    await cache.drop('a');
    expect(files.open).toBe(1);
  });
  expect(files.open).toBe(0);
});

test('a file that did not open is tried again, and its room is free', async () => {
  const files = new Files();
  const cache = new HandleCache(1);
  const failing = async () => {
    throw new Error('no such file');
  };
  for (let i = 0; i < 3; i++) {
    await expect(cache.use('a', failing, nothing)).rejects.toThrow('no such file');
  }
  await cache.use('a', files.opener('a'), nothing);
  expect(files.opened).toEqual(['a']);
  await cache.clear();
});

test('a task that fails leaves the file open for the next', async () => {
  const files = new Files();
  const cache = new HandleCache(1);
  const failing = cache.use('a', files.opener('a'), async () => {
    throw new Error('disk error');
  });
  await expect(failing).rejects.toThrow('disk error');
  await cache.use('a', files.opener('a'), nothing);
  expect(files.opened).toEqual(['a']);
  await cache.clear();
});
