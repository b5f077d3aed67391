import type { SharedFiles } from '../../../ui/client/window-host.ts';
import { keepBundle } from './bundles.ts';
import { folderId } from './folder-id.ts';
import { namesApart } from './names-apart.ts';

/** Chrome keeps 500 rights for an app, and forgets the one longest unused for the next. */
const MAX_ENTRIES = 100;

/** Keeps the right to read the entries where they are. */
export async function shareEntries(
  entries: readonly FileSystemEntry[],
): Promise<SharedFiles | undefined> {
  const [first] = entries;
  if (!first) return undefined;
  if (entries.length === 1 && first.isDirectory) {
    const { name } = first;
    const id = folderId({ kind: 'shared', key: chrome.fileSystem.retainEntry(first) });
    return { folder: { id, name }, path: [], name };
  }
  if (entries.length > MAX_ENTRIES) {
    throw new Error(`Share no more than ${MAX_ENTRIES} at once, or their folder.`);
  }
  const names = namesApart(entries.map(({ name }) => name));
  const bundle = entries.map((entry, i) => ({
    name: names[i]!,
    retained: chrome.fileSystem.retainEntry(entry),
  }));
  const id = folderId({ kind: 'bundle', key: await keepBundle(bundle) });
  if (entries.length === 1) {
    const { name } = first;
    return { folder: { id, name }, path: [name], name };
  }
  // The folder that the torrent will be needs a name, and "film.mkv" would be an odd one.
  const name = first.isFile ? first.name.replace(/(?<=.)\.[^.]*$/, '') : first.name;
  return { folder: { id, name }, path: [], name };
}
