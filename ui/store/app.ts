import { batch, computed, effect, type Signal, signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Settings } from '../../src/api/settings.ts';
import { type Commands, createCommands } from '../client/commands.ts';
import { Connection, type EngineEvent } from '../client/connection.ts';
import type { DroppedFiles, SharedFiles, WindowHost } from '../client/window-host.ts';
import { Actions } from './actions.ts';
import type { Addition } from './add-item.ts';
import { Adding } from './adding.ts';
import { ofFile, ofLink } from './additions.ts';
import { dismissSettled, showAlert, showMade } from './alerts.ts';
import { AllSettings } from './all-settings.ts';
import { keepAppearance } from './appearance.ts';
import { Begun } from './begun.ts';
import { DetailsPane } from './details-pane.ts';
import { FilterBar } from './filter-bar.ts';
import { Filters } from './filters.ts';
import { Hints } from './hints.ts';
import { KeptPane } from './kept-pane.ts';
import { LabelEdits } from './label-edits.ts';
import { speak } from './language.ts';
import { ListLayout } from './list-layout.ts';
import { Listing } from './listing.ts';
import type { Naming } from './naming.ts';
import { Preferences } from './preferences.ts';
import { tellProgress } from './progress-news.ts';
import { Records } from './records.ts';
import { Selection } from './selection.ts';
import { Sharing } from './sharing.ts';
import { successors } from './successors.ts';
import { wearTheme } from './theme.ts';
import { keepTitle } from './title.ts';
import { Toasts } from './toasts.ts';
import { TorrentFiles } from './torrent-files.ts';
import { Torrents } from './torrents.ts';
import { TrackerEdits } from './tracker-edits.ts';
import { type View, Viewing } from './viewing.ts';
import { showWanted } from './wanted.ts';
import { Watching } from './watching.ts';

/** The dialog that is open. */
export type OpenDialog =
  | {
      readonly kind: 'remove';
      readonly ids: readonly string[];
      /** What is chosen at first. */
      readonly deleteData: boolean;
    }
  | { readonly kind: 'settings' }
  /** A folder was dropped: what is it for? */
  | {
      readonly kind: 'dropped';
      readonly dropped: DroppedFiles;
      /** Those in it. */
      readonly torrents: readonly File[];
    }
  | { readonly kind: 'create'; readonly shared: SharedFiles }
  | { readonly kind: 'trackers'; readonly id: string }
  | { readonly kind: 'add-peers'; readonly id: string }
  | { readonly kind: 'labels'; readonly ids: readonly string[] }
  | { readonly kind: 'rename-label'; readonly label: string }
  | { readonly kind: 'view'; readonly view: View }
  | { readonly kind: 'rename'; readonly naming: Naming }
  | { readonly kind: 'network' }
  | { readonly kind: 'log' }
  | { readonly kind: 'statistics' };

/** All that the window knows and can do; what views are drawn from. */
export class App {
  readonly torrents = new Torrents();
  readonly filters = new Filters(this.torrents);
  readonly filterBar = new FilterBar();
  readonly layout = new ListLayout();
  readonly listing = new Listing(this.torrents, this.filters.shown, this.layout.order);
  readonly selection = new Selection(this.listing.ids);
  readonly pane = new DetailsPane(this.selection);
  readonly toasts = new Toasts();
  readonly preferences = new Preferences();
  readonly hints = new Hints();
  readonly records = new Records();
  readonly allSettings = new AllSettings(this);
  /** undefined until the engine told. */
  readonly settings: Signal<Settings | undefined> = signal(undefined);
  readonly dialog: Signal<OpenDialog | undefined> = signal(undefined);
  /** Peers that were dropped for what they did, since the window opened. */
  readonly droppedPeers = signal(0);
  /** What a screen reader is told and nobody is shown. */
  readonly announcement = signal('');
  readonly host: WindowHost;
  readonly connection: Connection;
  readonly commands: Commands;
  readonly actions: Actions;
  readonly watching: Watching;
  readonly adding = new Adding(this);
  readonly begun = new Begun(this.torrents);
  readonly sharing = new Sharing(this);
  readonly torrentFiles = new TorrentFiles(this);
  readonly viewing = new Viewing(this);
  readonly trackerEdits = new TrackerEdits(this);
  readonly labelEdits = new LabelEdits(this);

  constructor(host: WindowHost) {
    this.host = host;
    this.connection = new Connection((sink) => host.connect(sink), {
      restarted: () => this.torrents.restarted(),
      event: (event) => this.#hear(event),
    });
    this.commands = createCommands((command) => this.connection.request(command));
    this.actions = new Actions(this);
    this.watching = new Watching({
      connection: this.connection,
      commands: this.commands,
      active: this.selection.active,
      isLive: this.listing.isLive,
    });
  }

  /** Makes the window look and read as it was left, so far as the host still knows. */
  async dress(): Promise<void> {
    await keepAppearance(
      [
        this.preferences,
        this.hints,
        this.begun,
        this.layout,
        new KeptPane(this.pane),
        this.filterBar,
      ],
      this.host,
    );
    wearTheme(this.preferences);
    await speak(this.preferences, this.host);
    keepTitle(this.torrents);
    void this.hints.tellToKeepOpen(this.host, this.toasts);
  }

  start(): void {
    this.connection.start();
    this.listing.start();
    this.watching.start();
    const { torrents, announcement, selection } = this;
    tellProgress({ torrents, announcement, active: selection.active });
    // What is filtered out is not selected when it is shown again.
    effect(() => {
      const shown = new Set(this.filters.shown.value);
      this.selection.drop((id) => !shown.has(id) && this.torrents.row(id) !== undefined);
    });
    // Another window, or the schedule, may have changed the limits: they are shown.
    const limits = computed(() => this.torrents.status.value?.alternativeLimits);
    effect(() => {
      void limits.value;
      if (this.connection.state.value === 'open') void this.actions.loadSettings();
    });
    this.host.onWanted((id) => showWanted(this, id));
    this.host.onLaunchFiles((files, links) =>
      this.#addWhenOpen([...files.map(ofFile), ...links.map(ofLink)]),
    );
  }

  #hear(event: EngineEvent): void {
    if (event.kind === 'alert') return showAlert(this, event.alert);
    const heirs = successors(this.torrents, event);
    batch(() => {
      for (const { of, row } of heirs) this.selection.replace(of, row.id);
      this.torrents.apply(event);
      this.filters.update(event.changed);
    });
    for (const { row, made } of heirs) if (made) showMade(this, row);
    dismissSettled(this);
  }

  /** Files may be handed over before the engine answers. */
  #addWhenOpen(additions: readonly Addition[]): void {
    const stop = effect(() => {
      if (this.connection.state.value !== 'open') return;
      queueMicrotask(() => stop());
      void this.adding.take(additions);
    });
  }
}

const AppContext = createContext<App | undefined>(undefined);
export const AppProvider = AppContext.Provider;

export function useApp(): App {
  const app = useContext(AppContext);
  if (!app) throw new Error('No App above this view');
  return app;
}
