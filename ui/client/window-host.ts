import type { Message, Request } from '../../src/api/contract.ts';
import type { FolderRef } from '../../src/api/snapshot.ts';

/** What only the host of a window can do. Everything else a window does with the web alone. */
export interface WindowHost {
  /** Opens a line to the engine. The sink is not called within. */
  connect(sink: PortSink): Port;
  /** Asks for a folder; undefined when the person changed their mind. */
  pickFolder(): Promise<FolderRef | undefined>;
  /**
   * Keeps the right to write to a dropped folder; undefined when the host refuses it. Reads
   * `item` before it returns, since an item is valid only while its drop event is handled.
   */
  grantDroppedFolder(item: DataTransferItem): Promise<FolderRef | undefined>;
  /** Hands over the files that Rill was opened with, those so far and those to come. */
  onLaunchFiles(take: (files: readonly File[]) => void): void;
}

/** One line to the engine: messages arrive in order, both ways, until it closes. */
export interface Port {
  send(request: Request): void;
  /** The sink hears nothing after this. */
  close(): void;
}

export interface PortSink {
  message(message: Message): void;
  /** The other side closed. Called once, and last. */
  closed(): void;
}
