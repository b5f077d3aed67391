/** One file or folder of several that are read as if one folder held them. */
export interface BundleEntry {
  /** No two of a bundle have the same. */
  readonly name: string;
  /** What chrome.fileSystem.retainEntry gave. */
  readonly retained: string;
}

/**
 * In chrome.storage, which the window and the background page share: a list would make the id of
 * a folder, which goes with each row that the window is sent, too long.
 */
export async function keepBundle(entries: readonly BundleEntry[]): Promise<string> {
  const key = crypto.randomUUID();
  await new Promise<void>((resolve, reject) => {
    chrome.storage.local.set({ [item(key)]: entries }, () => {
      const error = chrome.runtime.lastError;
      if (error) reject(new Error(error.message));
      else resolve();
    });
  });
  return key;
}

/** undefined when there is no such bundle. */
export function findBundle(key: string): Promise<readonly BundleEntry[] | undefined> {
  return new Promise((resolve, reject) => {
    chrome.storage.local.get(item(key), (found) => {
      const error = chrome.runtime.lastError;
      if (error) reject(new Error(error.message));
      else resolve(found[item(key)] as readonly BundleEntry[] | undefined);
    });
  });
}

function item(key: string): string {
  return `bundle:${key}`;
}
