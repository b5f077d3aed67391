/**
 * Shows the progress of the torrents, and resolves once all are complete.
 *
 * @param {import('./torrent-list.mjs').TorrentList} list
 * @param {import('./progress-line.mjs').ProgressLine} progress
 * @returns {Promise<void>} rejects with the reason when one fails
 */
export function follow(list, progress) {
  const complaints = new Map();
  return new Promise((resolve, reject) => {
    list.onChange = check;
    check();

    function check() {
      const { rows, failed } = list;
      for (const row of rows) complain(row);
      if (failed !== undefined) {
        progress.finish(rows);
        reject(new Error(`${failed.name}: ${failed.error?.message ?? 'failed'}`));
      } else if (list.complete) {
        progress.finish(rows);
        resolve();
      } else {
        progress.show(rows);
      }
    }
  });

  /** What the tracker says against it, once. */
  function complain({ id, name, trackerError }) {
    const message = trackerError?.message;
    if (message !== undefined && complaints.get(id) !== message) {
      progress.say(`${name}: ${message}`);
    }
    complaints.set(id, message);
  }
}
