import type { FolderRef } from '../ports/folders.ts';

export interface Settings {
  /** Where new torrents go; null: inside Chrome (the embedded folder). */
  readonly defaultFolder: FolderRef | null;
  /** Which sockets to use, where the host has both. Applies to new connections. */
  readonly transport: 'automatic' | 'chrome-sockets' | 'direct-sockets';
  /** 0: the system chooses. */
  readonly listenPort: number;
}

export const DEFAULT_SETTINGS: Settings = {
  defaultFolder: null,
  transport: 'automatic',
  listenPort: 6881,
};
