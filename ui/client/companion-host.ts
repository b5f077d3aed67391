import type { Addition, AppState } from '../../src/api/companion.ts';

/** What the pages of the companion extension ask of it, beside a window's own host. */
export interface CompanionHost {
  appState(): Promise<AppState>;
  /** Why nobody answers; 'unknown' while the right to see that was not given. */
  whyAbsent(): Promise<'missing' | 'disabled' | 'unknown'>;
  /** Asks for that right; in the handler of a click only. False when it is refused. */
  mayFindOut(): Promise<boolean>;
  /** How many torrents wait for the app. */
  waiting(): Promise<number>;
  /** Tries to deliver them now, not at the next time that the worker does. */
  deliver(): Promise<void>;
  /** A magnet link, an info hash or a web address. */
  add(text: string): Promise<Addition>;
  /** Opens the app's own window. */
  openApp(): Promise<void>;
  /** Opens the window in a tab of its own. */
  openPage(): void;
  openSetup(): void;
  readonly magnets: MagnetHandler;
  readonly catching: Catching;
}

/** Whether the magnet links of web pages come here (WHATWG HTML, custom scheme handlers). */
export interface MagnetHandler {
  /** Chrome asks the person; what they say is not told. */
  register(): void;
  unregister(): void;
  /** Whether a link came since it was registered last: that alone shows that it is in force. */
  isInForce(): Promise<boolean>;
  /** Calls `changed` whenever that may have changed. */
  onChange(changed: () => void): void;
}

/** Whether the .torrent files that Chrome begins to download come here. */
export interface Catching {
  isOn(): Promise<boolean>;
  /** Asks for the rights that it takes; in the handler of a click only. False: refused. */
  turnOn(): Promise<boolean>;
  turnOff(): Promise<void>;
}
