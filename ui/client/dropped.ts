/** What was dropped on the window, or pasted into it. */
export interface Dropped {
  readonly files: readonly File[];
  /** Valid only while the event is handled. */
  readonly folders: readonly DataTransferItem[];
  /** Of a link dragged from a page, or of text. */
  readonly text: string;
}

/** Reads the transfer at once: it is empty when its event is over. */
export function readDropped(transfer: DataTransfer): Dropped {
  const items = [...transfer.items].filter((item) => item.kind === 'file');
  const folders = items.filter((item) => item.webkitGetAsEntry()?.isDirectory === true);
  const files = items
    .filter((item) => !folders.includes(item))
    .map((item) => item.getAsFile())
    .filter((file) => file !== null);
  const text = transfer.getData('text/uri-list') || transfer.getData('text/plain');
  return { files, folders, text };
}
