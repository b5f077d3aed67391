import type { FileWriters } from './file-writers.ts';
import { type FromWorker, SLOTS, slotFile, type ToWorker } from './staging.ts';

/** A Worker that has its slot files open and waits for its order. */
export async function startWorker(): Promise<Worker> {
  const worker = new Worker('worker.js', { type: 'module' });
  await new Promise((resolve, reject) => {
    worker.onmessage = resolve;
    worker.onerror = (event) => reject(new Error(event.message));
  });
  return worker;
}

/** The Worker does the work; the page only has the browser copy each slot into place. */
export async function staged(
  port: number,
  size: number,
  pieceLength: number,
  writers: FileWriters,
  worker: Worker,
): Promise<void> {
  const slots = await Promise.all(
    Array.from({ length: SLOTS }, (_, slot) => slotFile(slot)),
  );
  const tell = (message: ToWorker) => worker.postMessage(message);
  const writes: Promise<void>[] = [];
  const copy = async (slot: number, offset: number, length: number) => {
    const file = await slots[slot]!.getFile();
    await writers.write(offset, file.slice(0, length));
    tell({ kind: 'free', slot });
  };
  await new Promise<void>((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(event.message));
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data.kind === 'filled') writes.push(copy(data.slot, data.offset, data.length));
      if (data.kind === 'end') resolve();
    };
    tell({ kind: 'start', port, size, pieceLength });
  });
  await Promise.all(writes);
}
