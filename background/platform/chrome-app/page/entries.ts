/**
 * The file system of https://www.w3.org/TR/file-system-api, as chrome.fileSystem hands it out:
 * what Rill uses of it, with promises. The compiler's libraries know only its reading half.
 */
export interface Entry {
  readonly isFile: boolean;
  readonly name: string;
  getMetadata(done: (metadata: Metadata) => void, failed: Failed): void;
  remove(done: () => void, failed: Failed): void;
  /** Over what is there. */
  moveTo(
    parent: Directory,
    name: string,
    done: (moved: Entry) => void,
    failed: Failed,
  ): void;
}

export interface Metadata {
  readonly size: number;
  readonly modificationTime: Date;
}

export interface FileEntry extends Entry {
  file(done: (file: File) => void, failed: Failed): void;
  createWriter(done: (writer: FileWriter) => void, failed: Failed): void;
}

export interface DirectoryReader {
  /** The next of them; none at the end. */
  readEntries(done: (entries: readonly Entry[]) => void, failed: Failed): void;
}

/** What a directory is looked into by. */
export interface Directory {
  getMetadata(done: (metadata: Metadata) => void, failed: Failed): void;
  createReader(): DirectoryReader;
  getFile(
    path: string,
    options: Create,
    done: (file: FileEntry) => void,
    failed: Failed,
  ): void;
  getDirectory(
    path: string,
    options: Create,
    done: (directory: DirectoryEntry) => void,
    failed: Failed,
  ): void;
}

export interface DirectoryEntry extends Entry, Directory {}

export interface FileWriter {
  readonly length: number;
  readonly position: number;
  readonly error: DOMException | null;
  onwriteend: (() => void) | null;
  /** Goes no further than the end of the file. */
  seek(offset: number): void;
  truncate(size: number): void;
  write(data: Blob): void;
}

export type Failed = (error: DOMException) => void;
type Create = { readonly create: boolean };

export function getFile(
  directory: Directory,
  path: string,
  create: boolean,
): Promise<FileEntry> {
  return new Promise((done, failed) => directory.getFile(path, { create }, done, failed));
}

export function getDirectory(
  directory: Directory,
  path: string,
  create: boolean,
): Promise<DirectoryEntry> {
  return new Promise((done, failed) =>
    directory.getDirectory(path, { create }, done, failed),
  );
}

export async function readDirectory(directory: Directory): Promise<Entry[]> {
  const reader = directory.createReader();
  const entries: Entry[] = [];
  while (true) {
    const next = await new Promise<readonly Entry[]>((done, failed) =>
      reader.readEntries(done, failed),
    );
    if (next.length === 0) return entries;
    entries.push(...next);
  }
}

export function getMetadata(entry: Entry | Directory): Promise<Metadata> {
  return new Promise((done, failed) => entry.getMetadata(done, failed));
}

export function readFile(entry: FileEntry): Promise<File> {
  return new Promise((done, failed) => entry.file(done, failed));
}

export function createWriter(entry: FileEntry): Promise<FileWriter> {
  return new Promise((done, failed) => entry.createWriter(done, failed));
}

export function removeEntry(entry: Entry): Promise<void> {
  return new Promise((done, failed) => entry.remove(done, failed));
}

export function moveEntry(entry: Entry, parent: Directory, name: string): Promise<Entry> {
  return new Promise((done, failed) => entry.moveTo(parent, name, done, failed));
}

/** Starts something on the writer, and waits until it ended. */
export function finished(writer: FileWriter, start: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    writer.onwriteend = () => {
      writer.onwriteend = null;
      if (writer.error) reject(writer.error);
      else resolve();
    };
    start();
  });
}
