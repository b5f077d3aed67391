/** A place that files can be kept in, by a name the host can find it again with. */
export interface FolderRef {
  /** Opaque; survives a restart. */
  readonly id: string;
  /** What a person calls it. */
  readonly name: string;
}

/** The folders of the host. Every failure is a StorageError. */
export interface FoldersPort {
  /** Where files go when nobody chose a folder: inside Chrome, or the working directory. */
  readonly embedded: FolderRef;
  /** Rejects with 'permission-lost' or 'folder-gone'. */
  open(ref: FolderRef): Promise<Folder>;
  /** Bytes that still fit there; undefined where nothing tells. Rejects as `open` may. */
  freeSpace(ref: FolderRef): Promise<number | undefined>;
}

/** A path within a folder, element by element; each is already safe (metainfo, safe paths). */
export type FolderPath = readonly string[];

export interface FileStat {
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
  /** Whether its owner may run it; absent where the host cannot tell. */
  readonly executable?: boolean;
}

export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
}

/**
 * One open folder. Calls on one file may overlap, as long as their ranges do not. The
 * implementation bounds how many files it holds open. Every failure is a StorageError.
 */
export interface Folder {
  /**
   * What is in the folder at `path` (empty: this one itself), in no order. Links, and whatever
   * is neither file nor folder, are left out. Names are as they are, safe or not. 'file-gone'
   * when there is no such folder.
   */
  list(path: FolderPath): Promise<FolderEntry[]>;
  /** undefined when there is no such file. */
  stat(path: FolderPath): Promise<FileStat | undefined>;
  /**
   * Makes the file, and the folders above it, if need be, and makes it at least `size` bytes
   * long: zeros, as a hole where the file system has holes. Never makes a file shorter.
   */
  allocate(path: FolderPath, size: number): Promise<void>;
  /**
   * Writes the chunks one after another from `offset`, within what was allocated. Resolves
   * once the file system took all of it; until then the chunks must not change.
   */
  write(path: FolderPath, offset: number, chunks: readonly Uint8Array[]): Promise<void>;
  /** Reads up to `length` bytes; fewer only at the end of the file. 'file-gone' if absent. */
  read(path: FolderPath, offset: number, length: number): Promise<Uint8Array>;
  /**
   * Reads into all of `into`, memory of Hasher.allocate or any other; answers how many bytes
   * there were, fewer only at the end of the file. `into` belongs to the folder until then.
   * 'file-gone' if absent.
   */
  readInto(path: FolderPath, offset: number, into: Uint8Array): Promise<number>;
  /** Removes the file, then each folder above it that this leaves empty. Absent: nothing. */
  remove(path: FolderPath): Promise<void>;
  /**
   * Gives the file another path: folders above it are made if need be, those that it leaves
   * empty removed. What goes on with the file meanwhile may fail. 'file-gone' if absent;
   * 'name-taken' when something stands at `to`, unless it is this file by another letter case.
   */
  rename(from: FolderPath, to: FolderPath): Promise<void>;
  /** Waits for what is under way, then lets go of handles. The folder is not used again. */
  close(): Promise<void>;
}
