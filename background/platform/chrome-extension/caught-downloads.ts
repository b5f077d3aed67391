/** What is asked for when torrents are to be caught, and only then. */
export const CATCHING: chrome.permissions.Permissions = {
  permissions: ['downloads'],
  origins: ['<all_urls>'],
};

const TORRENT = 'application/x-bittorrent';

/**
 * Takes over each .torrent file that Chrome begins to download, while the permission for it
 * is there. To be called while the worker is loading.
 */
export function catchDownloads(caught: (url: string) => void): void {
  const listen = () => chrome.downloads?.onCreated.addListener(look);
  // The same listener twice is there once.
  listen();
  chrome.permissions.onAdded.addListener(listen);

  async function look(item: chrome.downloads.DownloadItem): Promise<void> {
    const url = item.finalUrl || item.url;
    if (item.byExtensionId || !isTorrent(item, url)) return;
    if (!(await chrome.permissions.contains(CATCHING))) return;
    await chrome.downloads.cancel(item.id);
    await chrome.downloads.erase({ id: item.id });
    caught(url);
  }
}

function isTorrent({ mime, filename }: chrome.downloads.DownloadItem, url: string) {
  if (!/^https?:/.test(url)) return false;
  return mime === TORRENT || /\.torrent$/i.test(filename || new URL(url).pathname);
}
