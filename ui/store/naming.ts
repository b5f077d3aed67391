/** What is to be called otherwise. */
export interface Naming {
  /** Of the torrent. */
  readonly id: string;
  readonly name: string;
  /** Of its file or folder; undefined: the torrent itself, in the list. */
  readonly path?: readonly string[] | undefined;
  readonly done?: (() => void) | undefined;
}
