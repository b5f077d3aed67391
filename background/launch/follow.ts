import type { TorrentRow } from '../../src/api/snapshot.ts';
import type { ProgressLine } from './progress-line.ts';
import type { TorrentList } from './torrent-list.ts';

/**
 * Shows the progress of the torrents; resolves once all are complete. Rejects with the
 * reason when one fails.
 */
export function follow(list: TorrentList, progress: ProgressLine): Promise<void> {
  /** What the trackers say against a torrent, by its id. */
  const complaints = new Map<string, string | undefined>();
  return new Promise((resolve, reject) => {
    const end = () => {
      list.onChange = () => {};
      progress.finish(list.rows);
    };
    const look = () => {
      const { rows, failed } = list;
      for (const row of rows) passOnComplaint(row);
      if (failed !== undefined) {
        end();
        reject(new Error(`${failed.name}: ${failed.error?.message ?? 'it failed'}`));
      } else if (list.complete) {
        end();
        resolve();
      } else {
        progress.show(rows);
      }
    };
    list.onChange = look;
    look();
  });

  /** Once, until it changes. */
  function passOnComplaint({ id, name, trackerError }: TorrentRow): void {
    const message = trackerError?.message;
    if (message !== undefined && complaints.get(id) !== message) {
      progress.say(`${name}: ${message}`);
    }
    complaints.set(id, message);
  }
}
