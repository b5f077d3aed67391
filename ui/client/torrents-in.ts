/** Entries that are looked at, those of folders within too. */
const MOST = 2000;
/** Folders within folders. */
const DEPTH = 3;

/** The torrent files in a folder that was dropped: the first of them, if there are many. */
export async function torrentsIn(folder: FileSystemDirectoryEntry): Promise<File[]> {
  const found: FileSystemFileEntry[] = [];
  let left = MOST;
  const look = async (at: FileSystemDirectoryEntry, depth: number): Promise<void> => {
    const reader = at.createReader();
    const folders: FileSystemDirectoryEntry[] = [];
    while (left > 0) {
      const some = await read(reader);
      if (some.length === 0) break;
      left -= some.length;
      for (const entry of some) {
        if (isFolder(entry)) folders.push(entry);
        else if (entry.name.toLowerCase().endsWith('.torrent')) {
          found.push(entry as FileSystemFileEntry);
        }
      }
    }
    if (depth < DEPTH) for (const one of folders) await look(one, depth + 1);
  };
  await look(folder, 1);
  const files = await Promise.all(found.map(fileOf));
  return files.filter((file) => file !== undefined);
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

/** What cannot be read is as good as empty. */
function read(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve) => reader.readEntries(resolve, () => resolve([])));
}

function fileOf(entry: FileSystemFileEntry): Promise<File | undefined> {
  return new Promise((resolve) => entry.file(resolve, () => resolve(undefined)));
}
