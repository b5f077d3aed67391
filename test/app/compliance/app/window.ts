import type { FolderRef } from '../../../../src/ports/folders.ts';

/** Hears of each folder dropped: its ref, or why it was not granted. */
declare global {
  var nextDrop: Promise<FolderRef>;
}

let granted: (ref: FolderRef) => void;
let refused: (error: Error) => void;

function awaitDrop(): void {
  globalThis.nextDrop = new Promise((resolve, reject) => {
    granted = resolve;
    refused = reject;
  });
}

awaitDrop();
document.addEventListener('dragenter', awaitDrop);
document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => {
  event.preventDefault();
  const dropped = event.dataTransfer?.items[0]?.webkitGetAsEntry();
  chrome.fileSystem.getWritableEntry(dropped as never, (entry) => {
    const error = chrome.runtime.lastError;
    if (error) return refused(new Error(error.message));
    const id = `chrome:${chrome.fileSystem.retainEntry(entry)}`;
    granted({ id, name: dropped?.name ?? '' });
  });
});
