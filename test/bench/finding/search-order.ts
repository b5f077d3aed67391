/** What one that searches is told. */
export interface SearchOrder {
  /** Magnet links without trackers or peers, one after another; the last one is measured. */
  readonly links: readonly string[];
  /** Where the torrents are to go. */
  readonly dir: string;
  /** Of the one node of the DHT that is known. */
  readonly host: string;
  readonly port: number;
}
