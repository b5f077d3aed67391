import type { Page } from 'puppeteer';

/** Paths below the folder of downloads inside Chrome (OPFS), in order. */
export function filesInChrome(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    return (await pathsIn(await root.getDirectoryHandle('downloads'), [])).sort();

    async function pathsIn(
      directory: FileSystemDirectoryHandle,
      above: readonly string[],
    ): Promise<string[]> {
      const paths: string[] = [];
      for await (const handle of directory.values()) {
        const path = [...above, handle.name];
        if (handle.kind === 'file') paths.push(path.join('/'));
        else paths.push(...(await pathsIn(handle as FileSystemDirectoryHandle, path)));
      }
      return paths;
    }
  });
}
