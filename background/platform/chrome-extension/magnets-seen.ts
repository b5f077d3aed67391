const KEY = 'magnets-seen';

/** Whether a magnet link came, since it was last registered that they come here. */
export const magnetsSeen = {
  async get(): Promise<boolean> {
    const { [KEY]: seen } = await chrome.storage.local.get(KEY);
    return seen === true;
  },
  async set(seen: boolean): Promise<void> {
    await chrome.storage.local.set({ [KEY]: seen });
  },
};

export function onMagnetsSeen(changed: () => void): void {
  chrome.storage.local.onChanged.addListener((changes) => {
    if (KEY in changes) changed();
  });
}
