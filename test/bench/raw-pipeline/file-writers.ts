/** FileWriters open on one file of the user's at once: each takes one write at a time. */
export class FileWriters {
  readonly #idle: FileWriter[];
  readonly #waiting: ((writer: FileWriter) => void)[] = [];

  /** Makes the file `size` bytes long first. */
  static async open(
    folder: FileSystemDirectoryEntry,
    name: string,
    size: number,
    count: number,
  ): Promise<FileWriters> {
    const entry = await new Promise<FileSystemFileEntry>((resolve, reject) =>
      folder.getFile(
        name,
        { create: true },
        (file) => resolve(file as FileSystemFileEntry),
        reject,
      ),
    );
    const open = () =>
      new Promise<FileWriter>((resolve, reject) =>
        (entry as WritableEntry).createWriter(resolve, reject),
      );
    // A writer does not seek past the length that it knew when it was made.
    await settled(await open(), (writer) => writer.truncate(size));
    return new FileWriters(await Promise.all(Array.from({ length: count }, open)));
  }

  private constructor(writers: FileWriter[]) {
    this.#idle = writers;
  }

  async write(offset: number, data: Blob): Promise<void> {
    const writer =
      this.#idle.pop() ??
      (await new Promise<FileWriter>((resolve) => this.#waiting.push(resolve)));
    await settled(writer, () => {
      writer.seek(offset);
      writer.write(data);
    });
    const next = this.#waiting.shift();
    if (next) next(writer);
    else this.#idle.push(writer);
  }
}

/** Chrome's own, of the old File API: "Directories and System". */
interface FileWriter {
  onwrite: (() => void) | null;
  onerror: (() => void) | null;
  readonly error: DOMException | null;
  seek(offset: number): void;
  truncate(size: number): void;
  write(data: Blob): void;
}

interface WritableEntry extends FileSystemFileEntry {
  createWriter(
    done: (writer: FileWriter) => void,
    failed: (error: unknown) => void,
  ): void;
}

function settled(writer: FileWriter, act: (writer: FileWriter) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    writer.onwrite = () => resolve();
    writer.onerror = () => reject(writer.error);
    act(writer);
  });
}
