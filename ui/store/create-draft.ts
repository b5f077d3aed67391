import type { CreatePlan } from '../../src/api/contract.ts';
import { IGNORED } from '../../src/api/ignored.ts';
import type { SharedFiles } from '../client/window-host.ts';
import { readAddresses, readTiers } from '../format/addresses.ts';

/** What is in the fields of the dialog that makes a torrent, as typed. */
export interface CreateDraft {
  readonly name: string;
  readonly trackers: string;
  readonly version: CreatePlan['version'];
  /** Bytes; undefined: by the size of the files. */
  readonly pieceLength: number | undefined;
  readonly webSeeds: string;
  readonly private: boolean;
  readonly source: string;
  readonly comment: string;
  /** One name to a line. */
  readonly ignore: string;
}

/** What is in them at first. */
export function newDraft({ name }: SharedFiles, trackers = ''): CreateDraft {
  return {
    name,
    trackers,
    version: 'hybrid',
    pieceLength: undefined,
    webSeeds: '',
    private: false,
    source: '',
    comment: '',
    ignore: IGNORED.join('\n'),
  };
}

/** Whether the torrent's name is free: a single file keeps its own. */
export function canRename({ path }: SharedFiles): boolean {
  return path.length === 0;
}

export function planOf(shared: SharedFiles, draft: CreateDraft): CreatePlan {
  const optional = (typed: string) => typed.trim() || undefined;
  return {
    folder: shared.folder,
    path: shared.path,
    name: canRename(shared) ? (optional(draft.name) ?? shared.name) : undefined,
    version: draft.version,
    pieceLength: draft.pieceLength,
    trackers: readTiers(draft.trackers),
    webSeeds: readAddresses(draft.webSeeds),
    private: draft.private,
    source: optional(draft.source),
    comment: optional(draft.comment),
    ignore: readAddresses(draft.ignore),
  };
}
