import { FileWriters } from './file-writers.ts';
import { pageOnly } from './page-only.ts';
import { staged, startWorker } from './staged.ts';

const WRITERS = 8;

export type Variant = 'page-only' | 'staged';

/** What the benchmark calls. */
export interface RawPipeline {
  /** Makes the file in the folder that was, or is yet to be, dropped. */
  prepare(variant: Variant, name: string, size: number): Promise<void>;
  /** Once every byte that 127.0.0.1:port sends is in the file. */
  run(port: number, size: number, pieceLength: number): Promise<void>;
}

declare global {
  var rawPipeline: RawPipeline;
}

const dropped = new Promise<FileSystemDirectoryEntry>((resolve) => {
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    const entry = event.dataTransfer!.items[0]!.webkitGetAsEntry()!;
    chrome.fileSystem.getWritableEntry(entry, (own) => resolve(own as never));
  });
});

let writers: FileWriters;
let worker: Worker | undefined;

globalThis.rawPipeline = {
  async prepare(variant, name, size) {
    writers = await FileWriters.open(await dropped, name, size, WRITERS);
    if (variant === 'staged') worker = await startWorker();
  },
  run(port, size, pieceLength) {
    return worker
      ? staged(port, size, pieceLength, writers, worker)
      : pageOnly(port, size, pieceLength, writers);
  },
};
