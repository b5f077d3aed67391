import { StorageError } from '../../../src/errors/storage-error.ts';
import type {
  FileStat,
  Folder,
  FolderEntry,
  FolderPath,
} from '../../../src/ports/folders.ts';
import { toStorageError } from '../web/storage-error.ts';
import { UnderWay } from '../web/under-way.ts';
import { writeAll } from '../web/write-all.ts';
import { cutChunks } from './cut-chunks.ts';
import type { EngineLink } from './engine-link.ts';
import { FileTurns } from './file-turns.ts';
import { OpenedFiles } from './opened-files.ts';
import { SLOT_SIZE, type Staging } from './staging.ts';

/** Bytes of UTF-8; no file system that Chrome meets takes longer ones. */
const LONGEST_NAME = 255;
/** A file that another program changed between opening and reading is opened again. */
const READ_ATTEMPTS = 10;

/**
 * A folder that a person chose: chrome.fileSystem in the page, bytes through staging.
 *
 * Chromium refuses to read of a file what changed since it was opened. So a read that was
 * refused waits for a turn in which nobody writes to that file: where a torrent comes and goes
 * fast, all of ten reads in a row were refused without.
 */
export class GrantedFolder implements Folder {
  readonly #link: EngineLink;
  readonly #folder: number;
  readonly #staging: Staging;
  readonly #files: OpenedFiles;
  readonly #turns = new FileTurns();
  readonly #underWay = new UnderWay(toStorageError);

  /** `folder`: the page's number of it. */
  constructor(link: EngineLink, folder: number, staging: Staging) {
    this.#link = link;
    this.#folder = folder;
    this.#staging = staging;
    this.#files = new OpenedFiles((path) => link.call('folder.file', { folder, path }));
  }

  list(path: FolderPath): Promise<FolderEntry[]> {
    return this.#underWay.run(() =>
      this.#link.call('folder.list', { folder: this.#folder, path }),
    );
  }

  stat(path: FolderPath): Promise<FileStat | undefined> {
    return this.#underWay.run(() =>
      this.#link.call('folder.stat', { folder: this.#folder, path }),
    );
  }

  allocate(path: FolderPath, size: number): Promise<void> {
    return this.#underWay.run(async () => {
      checkNames(path);
      await this.#link.call('folder.allocate', { folder: this.#folder, path, size });
      this.#files.forget(path);
    });
  }

  write(path: FolderPath, offset: number, chunks: readonly Uint8Array[]): Promise<void> {
    return this.#underWay.run(async () => {
      const copies = cutChunks(chunks, SLOT_SIZE).map((cut) =>
        this.#copy(path, offset + cut.offset, cut.chunks, cut.length),
      );
      // All of them end before this does: until then the chunks belong to us.
      const outcomes = await Promise.allSettled(copies);
      const failed = outcomes.find((outcome) => outcome.status === 'rejected');
      if (failed) throw failed.reason;
    });
  }

  read(path: FolderPath, offset: number, length: number): Promise<Uint8Array> {
    return this.#underWay.run(async () => {
      try {
        return await this.#read(path, offset, length);
      } catch {
        return this.#readInTurn(path, offset, length);
      }
    });
  }

  async readInto(path: FolderPath, offset: number, into: Uint8Array): Promise<number> {
    const bytes = await this.read(path, offset, into.length);
    into.set(bytes);
    return bytes.length;
  }

  remove(path: FolderPath): Promise<void> {
    return this.#underWay.run(async () => {
      await this.#link.call('folder.remove', { folder: this.#folder, path });
      this.#files.forget(path);
    });
  }

  rename(from: FolderPath, to: FolderPath): Promise<void> {
    return this.#underWay.run(async () => {
      checkNames(to);
      await this.#link.call('folder.rename', { folder: this.#folder, from, to });
      this.#files.forget(from);
    });
  }

  async close(): Promise<void> {
    await this.#underWay.ended();
    this.#staging.shrink();
    this.#link.signal('folder.close', { folder: this.#folder });
  }

  async #readInTurn(
    path: FolderPath,
    offset: number,
    length: number,
  ): Promise<Uint8Array> {
    const end = await this.#turns.take(path.join('/'), 'read');
    try {
      for (let attempt = 2; ; attempt++) {
        try {
          return await this.#read(path, offset, length);
        } catch (error) {
          if (attempt === READ_ATTEMPTS) throw error;
        }
      }
    } finally {
      end();
    }
  }

  async #read(path: FolderPath, offset: number, length: number): Promise<Uint8Array> {
    const file = await this.#files.open(path);
    try {
      return new Uint8Array(await file.slice(offset, offset + length).arrayBuffer());
    } catch (error) {
      // It changed, or is gone, since it was opened.
      this.#files.forget(path);
      throw error;
    }
  }

  async #copy(
    path: FolderPath,
    offset: number,
    chunks: readonly Uint8Array[],
    length: number,
  ): Promise<void> {
    const slot = await this.#staging.take();
    try {
      writeAll(slot.handle, 0, chunks);
      const source = slot.file;
      const folder = this.#folder;
      const end = await this.#turns.take(path.join('/'), 'write');
      try {
        await this.#link.call('folder.copy', { folder, path, offset, source, length });
      } finally {
        this.#files.forget(path);
        end();
      }
    } finally {
      this.#staging.release(slot);
    }
  }
}

function checkNames(path: FolderPath): void {
  for (const name of path) {
    const { length } = new TextEncoder().encode(name);
    if (length > LONGEST_NAME) {
      throw new StorageError('name-too-long', `a name of ${length} bytes`);
    }
  }
}
