import WebTorrent from './webtorrent.chromeapp.js';

const dropped = new Promise((resolve) => {
  addEventListener('dragover', (event) => event.preventDefault());
  addEventListener('drop', (event) => {
    event.preventDefault();
    const entry = event.dataTransfer.items[0].webkitGetAsEntry();
    chrome.fileSystem.getWritableEntry(entry, resolve);
  });
});

// Only the peer it is given: no tracker, no DHT, no other way of finding any.
const client = new WebTorrent({ dht: false, tracker: false, lsd: false, natUpnp: false });
const failed = new Promise((_, reject) => client.on('error', reject));
let torrent;

/** What the benchmark calls. */
globalThis.webTorrent = {
  async add(base64) {
    const file = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const ready = new Promise((resolve) => {
      torrent = client.add(file, resolve);
    });
    await Promise.race([ready, failed]);
  },

  async download(peer) {
    const done = new Promise((resolve) => torrent.once('done', resolve));
    torrent.addPeer(peer);
    await Promise.race([done, failed]);
  },

  /** It keeps everything in memory: this is for checking it, after the clock has stopped. */
  async save() {
    const folder = await dropped;
    for (const file of torrent.files) {
      const blob = await file.blob();
      await new Promise((resolve, reject) => {
        folder.getFile(file.name, { create: true }, createWriter, reject);
        function createWriter(entry) {
          entry.createWriter((writer) => {
            writer.onwriteend = () => (writer.error ? reject(writer.error) : resolve());
            writer.write(blob);
          }, reject);
        }
      });
    }
  },
};
