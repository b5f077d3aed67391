import { type Signal, signal } from '@preact/signals';
import type { AddSource, ErrorReport, KnownTorrent } from '../../src/api/contract.ts';
import type { FileDetails, FolderRef, TorrentDetails } from '../../src/api/snapshot.ts';

/** Something to add, before the engine has it. */
export interface Addition {
  /** The name of a file, or a link. */
  readonly label: string;
  /** Rejects with CommandFailure. */
  read(): Promise<AddSource>;
}

export type AddState =
  /** It is on its way to the engine. */
  | { readonly kind: 'reading' }
  | { readonly kind: 'failed'; readonly report: ErrorReport }
  /** It was in the list already, and is none of ours. */
  | {
      readonly kind: 'known';
      readonly id: string;
      readonly name: string;
      readonly known: KnownTorrent;
    }
  /** A link that looks for its files. */
  | { readonly kind: 'metadata'; readonly id: string; readonly name: string }
  | { readonly kind: 'ready'; readonly id: string; readonly details: TorrentDetails };

/** What a person chooses beside the files. */
export interface AddChoices {
  readonly folder: FolderRef;
  /** As they are typed, separated by commas. */
  readonly labels: string;
  /** Whether it begins at once. */
  readonly start: boolean;
  readonly sequential: boolean;
}

/** One of those that are shown for a choice before they begin. */
export class AddItem {
  readonly key: number;
  readonly addition: Addition;
  /** Where the engine puts it if nobody says anything. */
  readonly folder: FolderRef;
  readonly state: Signal<AddState> = signal({ kind: 'reading' });
  readonly choices: Signal<AddChoices>;
  /** Files, by their index. */
  readonly unwanted: Signal<ReadonlySet<number>> = signal(new Set());
  /** What a person said to it in the end. */
  verdict: 'confirmed' | 'withdrawn' | undefined;

  constructor(key: number, addition: Addition, choices: AddChoices) {
    this.key = key;
    this.addition = addition;
    this.folder = choices.folder;
    this.choices = signal(choices);
  }

  get name(): string {
    const { value } = this.state;
    if (value.kind === 'ready') return value.details.name;
    return 'name' in value ? value.name : this.addition.label;
  }

  /** In the list by this addition; undefined while it is not, or where it was before. */
  get ownId(): string | undefined {
    const value = this.state.peek();
    return value.kind === 'ready' || value.kind === 'metadata' ? value.id : undefined;
  }

  /** Bytes of the files that are wanted; 0 while they are not known. */
  get chosenSize(): number {
    const { value } = this.state;
    if (value.kind !== 'ready') return 0;
    const unwanted = this.unwanted.value;
    return value.details.files.reduce(
      (sum, { index, size }) => sum + (unwanted.has(index) ? 0 : size),
      0,
    );
  }

  want(files: readonly FileDetails[], wanted: boolean): void {
    const unwanted = new Set(this.unwanted.peek());
    for (const { index } of files) {
      if (wanted) unwanted.delete(index);
      else unwanted.add(index);
    }
    this.unwanted.value = unwanted;
  }
}
