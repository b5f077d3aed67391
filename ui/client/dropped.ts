/** What was dropped on the window. */
export interface Dropped {
  readonly torrents: readonly File[];
  /** Files that are no torrents, and folders. Valid only while the event is handled. */
  readonly others: readonly DataTransferItem[];
  /** The folder, if that is all there is. */
  readonly folder: FileSystemDirectoryEntry | undefined;
  /** Of a link dragged from a page, or of text. */
  readonly text: string;
}

/** Reads the transfer at once: it is empty when its event is over. */
export function readDropped(transfer: DataTransfer): Dropped {
  const torrents: File[] = [];
  const others: DataTransferItem[] = [];
  for (const item of transfer.items) {
    if (item.kind !== 'file') continue;
    const file = isFolder(item) ? null : item.getAsFile();
    if (file && isTorrent(file)) torrents.push(file);
    else others.push(item);
  }
  const [entry] = others.length === 1 ? others.map((one) => one.webkitGetAsEntry()) : [];
  const folder = entry?.isDirectory ? (entry as FileSystemDirectoryEntry) : undefined;
  return { torrents, others, folder, text: readText(transfer) };
}

/** Of what was dropped or pasted. */
export function readText(transfer: DataTransfer): string {
  return transfer.getData('text/uri-list') || transfer.getData('text/plain');
}

function isFolder(item: DataTransferItem): boolean {
  return item.webkitGetAsEntry()?.isDirectory === true;
}

function isTorrent({ name, type }: File): boolean {
  return type === 'application/x-bittorrent' || name.toLowerCase().endsWith('.torrent');
}
