/**
 * What the id of a FolderRef means in the packaged app. Each survives the browser.
 *
 *   - granted, shared: a folder to write to, or one that is only read; `key` is what
 *     chrome.fileSystem.retainEntry gave.
 *   - bundle: files and folders that are read as if one folder held them; what they are is
 *     kept under `key` (bundles.ts).
 */
export interface FolderId {
  readonly kind: FolderKind;
  readonly key: string;
}

export type FolderKind = 'granted' | 'shared' | 'bundle';

const PREFIXES: Readonly<Record<FolderKind, string>> = {
  granted: 'chrome:',
  shared: 'chrome-shared:',
  bundle: 'chrome-bundle:',
};

export function folderId({ kind, key }: FolderId): string {
  return PREFIXES[kind] + key;
}

/** undefined when it is none of these. */
export function parseFolderId(id: string): FolderId | undefined {
  for (const kind of ['granted', 'shared', 'bundle'] as const) {
    const prefix = PREFIXES[kind];
    if (id.startsWith(prefix)) return { kind, key: id.slice(prefix.length) };
  }
  return undefined;
}
