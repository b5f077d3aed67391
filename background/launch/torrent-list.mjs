/** What the app's `update` events say, for the torrents that this run is about. */
export class TorrentList {
  #rows = new Map();
  /** Ids, once `watch` named some; until then every torrent counts. */
  #watched = undefined;
  /** Called after each change. */
  onChange = () => {};

  /** @param {object} update an event of kind 'update' (src/api/contract.ts) */
  apply(update) {
    for (const row of update.changed) this.#rows.set(row.id, row);
    for (const id of update.removed) {
      this.#rows.delete(id);
      this.#watched?.delete(id);
    }
    this.onChange();
  }

  /** @param {string[]} ids */
  watch(ids) {
    this.#watched = new Set(ids);
  }

  /** The rows (src/api/snapshot.ts) of what is watched, as far as they are known. */
  get rows() {
    if (this.#watched === undefined) return [...this.#rows.values()];
    return [...this.#watched].map((id) => this.#rows.get(id)).filter(Boolean);
  }

  /** The first watched one that failed. */
  get failed() {
    return this.rows.find((row) => row.status === 'error');
  }

  /** Whether all that is watched is complete and verified. */
  get complete() {
    return this.rows.length >= (this.#watched?.size ?? 0) && this.rows.every(isComplete);
  }
}

function isComplete(row) {
  const settled = row.status === 'seeding' || row.status === 'paused';
  return settled && row.size > 0 && row.done === row.size;
}
