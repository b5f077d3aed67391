import type { Request } from '../../src/api/contract.ts';
import type { FolderRef } from '../../src/api/snapshot.ts';

/** What only the host of a window can do. Everything else a window does with the web alone. */
export interface WindowHost {
  /** Opens a line to the engine. The sink is not called within. */
  connect(sink: PortSink): Port;
  /** Asks for a folder; undefined when the person changed their mind. */
  pickFolder(): Promise<FolderRef | undefined>;
  /** Whether a folder that was chosen once is still there, and may still be opened. */
  canOpen(folder: FolderRef): Promise<boolean>;
  /** Files of torrents; undefined where the window cannot reach them. */
  readonly files: HostFiles | undefined;
  /** Asks for a folder, or for files, to share; undefined when the person changed their mind. */
  pickShare(kind: 'folder' | 'files'): Promise<SharedFiles | undefined>;
  /**
   * Reads `items`, one or more files and folders, before it returns: they are valid only while
   * their drop event is handled.
   */
  keepDropped(items: readonly DataTransferItem[]): DroppedFiles;
  /** What the device runs; on ChromeOS nobody gets in without a window. */
  system(): Promise<'chromeos' | 'other'>;
  /** Languages that the person reads, best first (BCP 47): that of the host itself, then others. */
  languages(): readonly string[];
  /** What was remembered last, from one window to the next; undefined when nothing was. */
  recall(): Promise<unknown>;
  /** Keeps it, JSON, in place of what was before. */
  remember(appearance: unknown): void;
  /** A torrent that the person wants to see, by its id: a notification of it was clicked. */
  onWanted(show: (id: string) => void): void;
  /** Hands over the files and links that Rill was opened with, those so far and those to come. */
  onLaunchFiles(take: (files: readonly File[], links: readonly string[]) => void): void;
}

export interface HostFiles {
  /** The file: its bytes stay where they are until they are read. Rejects when it is not there. */
  read(folder: FolderRef, path: readonly string[]): Promise<File>;
  /** Where a person finds it, as the system writes it; undefined where it is inside Chrome. */
  placeOf(folder: FolderRef, path: readonly string[]): Promise<string | undefined>;
  /** Asks where to, and copies; answers whether. Rejects when it cannot be written. */
  saveCopy(file: File, name: string): Promise<boolean>;
}

/**
 * Rejects what asks for a folder or for files where the host cannot: Rill's own window can, and
 * has been opened for it.
 */
export class FoldersElsewhere extends Error {
  override readonly name = 'FoldersElsewhere';
}

/** What was dropped, kept beyond its event. */
export interface DroppedFiles {
  /** Of the folder or file; of several, the first one's. */
  readonly name: string;
  readonly kind: 'folder' | 'file' | 'several';
  /** Asks for the right to write there; undefined when it is refused, or is not one folder. */
  grant(): Promise<FolderRef | undefined>;
  /** Keeps the right to read it where it is; undefined when that is refused. */
  share(): Promise<SharedFiles | undefined>;
}

/** What a person wants to share, the right to read it kept: as CreatePlan takes it. */
export interface SharedFiles {
  readonly folder: FolderRef;
  /** Within the folder; empty for all that is in it. */
  readonly path: readonly string[];
  /** For the torrent. */
  readonly name: string;
}

/** One line to the engine: messages arrive in order, both ways, until it closes. */
export interface Port {
  send(request: Request): void;
  /** The sink hears nothing after this. */
  close(): void;
}

export interface PortSink {
  /** As it came: a Message, if all is well. */
  message(message: unknown): void;
  /** The other side closed. Called once, and last. */
  closed(): void;
}
