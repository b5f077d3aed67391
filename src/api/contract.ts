import type { Fault } from '../errors/rill-error.ts';
import type { FolderRef } from '../ports/folders.ts';
import type { Settings } from './settings.ts';
import type {
  FilePriority,
  SessionStatus,
  TorrentOptions,
  TorrentRow,
} from './snapshot.ts';
import type { SpeedSpan } from './speed.ts';

/**
 * The contract between the engine and any window, popup, tab or script. Messages are JSON.
 * A client sends requests; for each it gets one reply with the same id, and, from
 * `subscribe` on, events. Each side looks at all of what comes before it uses any of it: the
 * engine takes no command with a field too many (validate.ts), a client no answer with a field
 * too few (answer-guards.ts, message-guard.ts).
 *
 * So the version is raised, by one, in each release whose commands, answers, events or settings
 * are others than those of the release before. A new code of an error or of the log is no such
 * change: its English message goes with it. `hello`, its answer and failures never change, so
 * that any two can find out: the engine answers with its own version and refuses what follows,
 * the client says that they do not fit.
 */
export const CONTRACT_VERSION = 1;

/** Milliseconds in which a removal can be undone. */
export const UNDO_TIME = 10_000;

/** Rows that one client can watch: more than any screen shows. */
export const MOST_WATCHED = 500;

export type Command =
  /** First of all. Answers HelloResult. */
  | { readonly kind: 'hello'; readonly version: number }
  /** Events from now on: at once one `update` with everything, then what changed. */
  | { readonly kind: 'subscribe' }
  /**
   * Which rows are on screen, after `subscribe` and whenever that changes. They are told of
   * whatever changes in them, and at once of what did meanwhile. Of others it is told when
   * something other than their figures changes (rates, peers and the like), or a rate comes
   * from nothing or to it, and of figures every two seconds when `others` says so. Who never watches is told of everything.
   */
  | {
      readonly kind: 'watch';
      readonly ids: readonly string[];
      readonly others: 'state' | 'figures';
      /** Nobody looks: what is told is told every two seconds. */
      readonly hidden: boolean;
    }
  /** Answers AddResult. */
  | {
      readonly kind: 'add';
      readonly source: AddSource;
      /** Default: the default folder of the settings, else the embedded folder. */
      readonly folder?: FolderRef | undefined;
      readonly paused?: boolean | undefined;
      /** Waits, once its files are known, until it is resumed: for a choice of them. */
      readonly pauseWhenKnown?: boolean | undefined;
      /** Beside those it has, where it is in the list already. */
      readonly labels?: readonly string[] | undefined;
    }
  | { readonly kind: 'pause'; readonly id: string }
  /** Also tries again after an error. */
  | { readonly kind: 'resume'; readonly id: string }
  /**
   * `undo`: out of the list at once, and for UNDO_TIME it can be put back; its files are deleted
   * afterwards. What is being made is cancelled for good.
   */
  | {
      readonly kind: 'remove';
      readonly id: string;
      readonly deleteData: boolean;
      readonly undo?: boolean | undefined;
    }
  /** Puts it back as it was. 'no-such-torrent' when it is too late. */
  | { readonly kind: 'restore-removed'; readonly id: string }
  /** Addresses or names, "host:port". */
  | { readonly kind: 'add-peers'; readonly id: string; readonly peers: readonly string[] }
  /** Copies what is there to another folder, verified pieces and all, and goes on there. */
  | { readonly kind: 'move'; readonly id: string; readonly folder: FolderRef }
  /**
   * Says where the files of one that waits since it was added are to be, or are: nothing is
   * copied. 'bad-command' once its files were looked at.
   */
  | { readonly kind: 'place'; readonly id: string; readonly folder: FolderRef }
  /** Answers KnownFolders. */
  | { readonly kind: 'get-folders' }
  /** Reads and hashes all that is there: at once, or when a paused one goes on. */
  | { readonly kind: 'recheck'; readonly id: string }
  /**
   * Makes a torrent of files that are there, and seeds it where they are. Answers AddResult at
   * once, with the id of a row of status 'creating' that the torrent's own replaces at the end.
   */
  | { readonly kind: 'create'; readonly plan: CreatePlan }
  /** Answers TorrentDetails. 'no-metadata' while only a magnet link is known. */
  | { readonly kind: 'get-details'; readonly id: string }
  /**
   * Answers TrackerStatus[], swarm by swarm and tier by tier; of a magnet link, too. Who is
   * asked for it counts the swarm (BEP 48), at most every half hour.
   */
  | { readonly kind: 'get-trackers'; readonly id: string }
  /** Asks the trackers for peers, as soon as each allows it, if the torrent runs. */
  | { readonly kind: 'announce'; readonly id: string }
  /** Answers TorrentPieces. 'no-metadata' while only a magnet link is known. */
  | { readonly kind: 'get-pieces'; readonly id: string }
  /** Answers TorrentPeers; of a magnet link, too. */
  | { readonly kind: 'get-peers'; readonly id: string }
  /** Answers ExportedTorrent, its trackers and web seeds as they are now. */
  | { readonly kind: 'export-torrent'; readonly id: string }
  /** In place of those it has, by tier (BEP 12); of a magnet link, too. */
  | {
      readonly kind: 'set-trackers';
      readonly id: string;
      readonly trackers: readonly (readonly string[])[];
    }
  | {
      readonly kind: 'set-web-seeds';
      readonly id: string;
      readonly webSeeds: readonly string[];
    }
  /**
   * Gives a file or a folder of the torrent another name, in its folder, too; what is shared
   * stays the same. `path`: as it is called now, element by element, as details have it.
   * 'unusable-name', 'name-in-use', 'name-taken', 'files-in-use' where that cannot be.
   */
  | {
      readonly kind: 'rename-file';
      readonly id: string;
      readonly path: readonly string[];
      readonly name: string;
    }
  /** What the list calls it; null: as its torrent file does. */
  | { readonly kind: 'set-name'; readonly id: string; readonly name: string | null }
  /** Where a file is that is all there. Answers FilePlace. 'file-incomplete' otherwise. */
  | { readonly kind: 'locate-file'; readonly id: string; readonly file: number }
  /** Answers FreeSpace. null: where new downloads go. */
  | { readonly kind: 'get-free-space'; readonly folder: FolderRef | null }
  /** Files by their `index`. Some come first, some last; those to skip are not downloaded. */
  | {
      readonly kind: 'set-priorities';
      readonly id: string;
      readonly files: readonly number[];
      readonly priority: FilePriority;
    }
  | {
      readonly kind: 'set-options';
      readonly id: string;
      readonly changes: Partial<TorrentOptions>;
    }
  /**
   * Addresses that are not to be met: a list of eMule, PeerGuardian or CIDR blocks, perhaps
   * packed by gzip, in place of the one before; null for none. Answers IpFilterResult.
   */
  | { readonly kind: 'set-ip-filter'; readonly base64: string | null }
  /**
   * Each among those that are complete, or among those that are not, as it is itself. Ids of no
   * torrent are passed over.
   */
  | {
      readonly kind: 'move-in-queue';
      readonly ids: readonly string[];
      readonly to: 'top' | 'up' | 'down' | 'bottom';
    }
  /**
   * Of each torrent, link or publisher's link. A label that comes in another case is the one
   * there is. Ids of none are passed over; with one label too many for one of them nothing is
   * changed: 'too-many-labels'.
   */
  | {
      readonly kind: 'set-labels';
      readonly ids: readonly string[];
      readonly add: readonly string[];
      readonly remove: readonly string[];
    }
  /** Wherever it is; into one that there is already, too. null: it is taken off. */
  | { readonly kind: 'rename-label'; readonly label: string; readonly to: string | null }
  /** Answers SpeedHistory; null: of all torrents together. */
  | {
      readonly kind: 'get-speed-history';
      readonly id: string | null;
      readonly span: SpeedSpan;
    }
  /** Answers LogPart: what was written after that number; null: of all, and the engine. */
  | { readonly kind: 'get-log'; readonly id: string | null; readonly after: number }
  /** Answers Statistics. */
  | { readonly kind: 'get-statistics' }
  /** Counts anew from now on. Answers Statistics. */
  | { readonly kind: 'reset-statistics' }
  /** Answers Settings. */
  | { readonly kind: 'get-settings' }
  /** Answers Settings. */
  | { readonly kind: 'set-settings'; readonly changes: Partial<Settings> };

export type AddSource =
  /** A .torrent file, base64. */
  | { readonly kind: 'file'; readonly base64: string }
  /** What a person typed or pasted: a magnet link or the http(s) address of a torrent. */
  | { readonly kind: 'link'; readonly text: string };

/** What a torrent is to be made of. */
export interface CreatePlan {
  /** Where the files are. */
  readonly folder: FolderRef;
  /**
   * Of the folder, what to share: a file or a folder directly in it. Empty: all that is in the folder,
   * which then stands for the torrent's own top folder.
   */
  readonly path: readonly string[];
  /** Only with an empty path; default: the folder's name. */
  readonly name?: string | undefined;
  readonly version: 'v1' | 'v2' | 'hybrid';
  /** Bytes, a power of two from 16 KiB to 128 MiB; default: by the size. */
  readonly pieceLength?: number | undefined;
  /** By tier (BEP 12). */
  readonly trackers: readonly (readonly string[])[];
  readonly webSeeds: readonly string[];
  readonly private: boolean;
  readonly source?: string | undefined;
  readonly comment?: string | undefined;
  /** Names of files and folders to leave out, "*" for any characters; default: IGNORED. */
  readonly ignore?: readonly string[] | undefined;
}

export interface ExportedTorrent {
  /** For a file: "NAME.torrent". */
  readonly fileName: string;
  readonly base64: string;
}

export interface HelloResult {
  readonly version: number;
  /** "chrome-app" or "node". */
  readonly host: string;
}

export interface IpFilterResult {
  /** Those that overlap or touch count once. */
  readonly ranges: number;
  /** Lines that could not be read. */
  readonly skipped: number;
}

export interface AddResult {
  readonly id: string;
  readonly name: string;
  /** Of one that was in the list already, itself or by a link: it stays as it is but for this. */
  readonly known?: KnownTorrent | undefined;
}

export interface KnownTorrent {
  /** Trackers and web seeds that it has from what was added now. */
  readonly merged: number;
  /** It takes none from anywhere: it is private (BEP 27). */
  readonly private: boolean;
}

export interface KnownFolders {
  /** The one inside Chrome. */
  readonly embedded: FolderRef;
  /** Those outside that torrents in the list are in, newest first: the first few. */
  readonly recent: readonly FolderRef[];
}

export interface Request {
  readonly id: number;
  readonly command: Command;
}

export interface ErrorReport {
  readonly fault: Fault | 'internal';
  readonly code: string;
  /** In plain English, for whoever has no translation for the code. */
  readonly message: string;
}

export type Message =
  | { readonly kind: 'reply'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly error: ErrorReport }
  | { readonly kind: 'event'; readonly event: Event };

export type Event =
  /** Rows that are new or changed, ids that are gone, and the totals. */
  | {
      readonly kind: 'update';
      readonly status: SessionStatus;
      readonly changed: readonly TorrentRow[];
      readonly removed: readonly string[];
    }
  /** The engine could not start. The channel ends after this; the next one tries again. */
  | { readonly kind: 'engine-failed'; readonly error: ErrorReport }
  /** Something happened that a person may want to know. */
  | { readonly kind: 'alert'; readonly alert: Alert };

export type Alert =
  | { readonly kind: 'completed'; readonly id: string; readonly name: string }
  | {
      readonly kind: 'torrent-error';
      readonly id: string;
      readonly name: string;
      readonly error: ErrorReport;
    }
  /** It was removed, and its files could not be deleted. */
  | {
      readonly kind: 'not-deleted';
      readonly id: string;
      readonly name: string;
      readonly error: ErrorReport;
    }
  /** A peer was dropped for what it did. */
  | {
      readonly kind: 'peer-dropped';
      readonly id: string;
      readonly peer: string;
      readonly error: ErrorReport;
    };
