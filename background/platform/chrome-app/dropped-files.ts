import type { FolderRef } from '../../../src/api/snapshot.ts';
import type { DroppedFiles } from '../../../ui/client/window-host.ts';
import { folderId } from './folder-id.ts';
import { shareEntries } from './share-entries.ts';

/** Takes the entries out of the items at once; the rights come when they are asked for. */
export function keepDropped(items: readonly DataTransferItem[]): DroppedFiles {
  const entries = items
    .map((item) => item.webkitGetAsEntry())
    .filter((entry) => entry !== null);
  const [first, another] = entries;
  return {
    name: first?.name ?? '',
    kind: another ? 'several' : first?.isDirectory ? 'folder' : 'file',
    grant: async () => (first?.isDirectory && !another ? grant(first) : undefined),
    share: async () => shareEntries(entries),
  };
}

function grant(folder: FileSystemEntry): Promise<FolderRef | undefined> {
  return new Promise((resolve) => {
    chrome.fileSystem.getWritableEntry(folder, (writable?: Entry) => {
      if (chrome.runtime.lastError || !writable) return resolve(undefined);
      const key = chrome.fileSystem.retainEntry(writable);
      resolve({ id: folderId({ kind: 'granted', key }), name: folder.name });
    });
  });
}
