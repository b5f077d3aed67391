import type { Folder, FolderRef, FoldersPort } from '../../src/ports/folders.ts';

export interface FoldersSubject {
  readonly folders: FoldersPort;
  /** An empty folder that the cases fill, each under names of its own. */
  readonly root: FolderRef;
  /** A folder that is not there, or not any more. */
  readonly missing: FolderRef;
  /** Bytes a name may have; undefined where the host sets no limit. */
  readonly longestName: number | undefined;
}

/** Opens the folder, hands it over, and closes it again. */
export async function withFolder(
  { folders, root }: FoldersSubject,
  use: (folder: Folder) => Promise<void>,
): Promise<void> {
  const folder = await folders.open(root);
  try {
    await use(folder);
  } finally {
    await folder.close();
  }
}
