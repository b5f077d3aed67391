import { expect, test } from '@jest/globals';
import { Staging } from '../../../../background/platform/chrome-app/staging.ts';

/** A directory whose files open one by one, when the test says how. */
function directoryOf(opened: Map<string, ((ok: boolean) => void)[]>) {
  return {
    getFileHandle: async (name: string) => ({
      name,
      createSyncAccessHandle: () =>
        new Promise((resolve, reject) => {
          const settle = (ok: boolean) =>
            ok ? resolve({ truncate: () => {} }) : reject(new Error('refused'));
          opened.set(name, [...(opened.get(name) ?? []), settle]);
        }),
    }),
  } as unknown as FileSystemDirectoryHandle;
}

/** Lets what has been asked for reach the directory. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await undefined;
}

test('never gives one file to two slots, though an earlier one failed to open', async () => {
  const opened = new Map<string, ((ok: boolean) => void)[]>();
  const staging = new Staging(directoryOf(opened));
  const first = staging.take();
  const second = staging.take();
  await settled();
  opened.get('slot-0')![0]!(false);
  opened.get('slot-1')![0]!(true);
  await expect(first).rejects.toThrow('refused');
  await second;
  const third = staging.take();
  await settled();
  expect(opened.get('slot-1')).toHaveLength(1);
  opened.get('slot-2')![0]!(true);
  expect((await third).file.name).toBe('slot-2');
});

test('makes the slot again that could not be opened', async () => {
  const opened = new Map<string, ((ok: boolean) => void)[]>();
  const staging = new Staging(directoryOf(opened));
  const taking = Array.from({ length: 16 }, () => staging.take());
  await settled();
  for (const [name, [settle]] of opened) settle!(name !== 'slot-3');
  await expect(taking[3]).rejects.toThrow('refused');
  const again = staging.take();
  await settled();
  opened.get('slot-3')![1]!(true);
  expect((await again).file.name).toBe('slot-3');
});
