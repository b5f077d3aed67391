import type { Endpoint } from '../../../../src/bytes/endpoint.ts';
import type { FolderRef } from '../../../../src/ports/folders.ts';
import type { CaseResult } from '../../../compliance/suite.ts';

/** What the test asks of the app's Worker; plain data, so that it crosses a channel. */
export type Order =
  | {
      readonly kind: 'tcp' | 'udp';
      readonly transport: 'chrome-sockets' | 'direct-sockets';
      readonly loopback: string;
    }
  | { readonly kind: 'multicast'; readonly group: Endpoint }
  | {
      readonly kind: 'folders';
      /** undefined: the embedded one. */
      readonly root: FolderRef | undefined;
      readonly missing: FolderRef;
      readonly longestName: number | undefined;
    }
  | { readonly kind: 'dns'; readonly localhost: readonly string[] }
  | { readonly kind: 'clock' | 'hasher' | 'signatures' | 'random' | 'key-value' }
  /** What a call to a folder is rejected with. */
  | {
      readonly kind: 'folder-error';
      readonly root: FolderRef;
      readonly path: readonly string[];
      readonly size: number;
    }
  /** All files of the folder, by path, as text. */
  | { readonly kind: 'read-tree'; readonly root: FolderRef }
  /** What each call that would change `path` is rejected with. */
  | {
      readonly kind: 'changes';
      readonly root: FolderRef;
      readonly path: readonly string[];
    }
  | { readonly kind: 'set'; readonly key: string; readonly value: number }
  | { readonly kind: 'get'; readonly key: string }
  | {
      readonly kind: 'https';
      readonly url: string;
      readonly limit: number;
      readonly headers: readonly (readonly [string, string])[];
    }
  | { readonly kind: 'active'; readonly torrents: number };

export type Answer = readonly CaseResult[] | string;
