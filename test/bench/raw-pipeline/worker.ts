import { createSHA1 } from 'hash-wasm';
import { type FromWorker, SLOT_SIZE, SLOTS, slotFile, type ToWorker } from './staging.ts';
import { receive } from './tcp-socket.ts';

/** `mode` is not in the DOM library yet. */
interface SharedFile {
  createSyncAccessHandle(options: {
    readonly mode: 'readwrite-unsafe';
  }): Promise<FileSystemSyncAccessHandle>;
}

const free: number[] = [];
const waiting: ((slot: number) => void)[] = [];
const handles: FileSystemSyncAccessHandle[] = [];

function tell(message: FromWorker): void {
  postMessage(message);
}

/**
 * Socket, copy, SHA-1, and a write into the next free slot file. Hashes what came before
 * it reads on: while it hashed a whole slot, the socket would run full and stand still.
 */
async function run(port: number, size: number, pieceLength: number): Promise<void> {
  const hash = await createSHA1();
  const buffer = new Uint8Array(SLOT_SIZE);
  let hashed = 0;
  let filled = 0;
  let offset = 0;
  for await (const chunk of receive(port)) {
    for (let taken = 0; taken < chunk.length; ) {
      const room = Math.min(SLOT_SIZE - filled, pieceLength - hashed);
      const part = chunk.subarray(taken, taken + room);
      buffer.set(part, filled);
      hash.update(part);
      taken += part.length;
      filled += part.length;
      hashed += part.length;
      const last = offset + filled === size;
      if (hashed === pieceLength || last) {
        hash.digest('binary');
        hash.init();
        hashed = 0;
      }
      if (filled < SLOT_SIZE && !last) continue;
      const slot =
        free.pop() ?? (await new Promise<number>((resolve) => waiting.push(resolve)));
      handles[slot]!.write(buffer.subarray(0, filled), { at: 0 });
      tell({ kind: 'filled', slot, offset, length: filled });
      offset += filled;
      filled = 0;
    }
  }
  tell({ kind: 'end' });
}

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  switch (data.kind) {
    case 'start':
      // A rejection would stay in here; an error is reported to the page.
      run(data.port, data.size, data.pieceLength).catch(reportError);
      break;
    case 'free': {
      const next = waiting.shift();
      if (next) next(data.slot);
      else free.push(data.slot);
      break;
    }
  }
});

for (let slot = 0; slot < SLOTS; slot++) {
  // The page reads the files meanwhile, so the handles must not lock them.
  const file = (await slotFile(slot)) as SharedFile;
  const handle = await file.createSyncAccessHandle({ mode: 'readwrite-unsafe' });
  handles.push(handle);
  free.push(slot);
}
tell({ kind: 'ready' });
