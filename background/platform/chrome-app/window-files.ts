import type { FolderPath, FolderRef } from '../../../src/ports/folders.ts';
import type { HostFiles } from '../../../ui/client/window-host.ts';
import { parseFolderId } from './folder-id.ts';
import {
  createWriter,
  type FileEntry,
  finished,
  getFile,
  readFile as readEntry,
} from './page/entries.ts';
import { restoreFolder } from './page/restore-folder.ts';

/** Of finished files, in the window: nothing of them passes through the engine. */
export const windowFiles: HostFiles = {
  async read(folder, path) {
    const entry = await find(folder, path);
    if (entry) return readEntry(entry);
    return (await findInside(path)).getFile();
  },

  async placeOf(folder, path) {
    const entry = await find(folder, path);
    return entry && displayPath(entry);
  },

  async saveCopy(file, name) {
    const entry = await chooseTarget(name);
    if (!entry) return false;
    const writer = await createWriter(entry);
    await finished(writer, () => writer.truncate(0));
    // The browser copies it: no byte passes through the window.
    await finished(writer, () => writer.write(file));
    return true;
  },
};

/** undefined: it is inside Chrome. */
async function find({ id }: FolderRef, path: FolderPath): Promise<FileEntry | undefined> {
  const retained = parseFolderId(id);
  if (!retained) return undefined;
  return getFile(await restoreFolder(retained), path.join('/'), false);
}

async function findInside(path: FolderPath): Promise<FileSystemFileHandle> {
  const root = await navigator.storage.getDirectory();
  let directory = await root.getDirectoryHandle('downloads');
  for (const name of path.slice(0, -1)) {
    directory = await directory.getDirectoryHandle(name);
  }
  return directory.getFileHandle(path.at(-1) ?? '');
}

function displayPath(entry: FileEntry): Promise<string> {
  return new Promise((resolve) => {
    chrome.fileSystem.getDisplayPath(entry as unknown as FileSystemEntry, resolve);
  });
}

/** undefined when the person chose none. */
function chooseTarget(name: string): Promise<FileEntry | undefined> {
  return new Promise((resolve) => {
    const choose = chrome.fileSystem.chooseEntry as ChooseEntry;
    choose({ type: 'saveFile', suggestedName: name }, (entry) => {
      // Not choosing sets it, and to leave it unread is logged as an error.
      void chrome.runtime.lastError;
      resolve(entry);
    });
  });
}

type ChooseEntry = (
  options: chrome.fileSystem.ChooseEntryOptions,
  callback: (entry?: FileEntry) => void,
) => void;
