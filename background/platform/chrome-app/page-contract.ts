import type { Traffic } from '../../../src/api/companion.ts';
import type { Endpoint } from '../../../src/bytes/endpoint.ts';
import type { FileStat, FolderEntry, FolderPath } from '../../../src/ports/folders.ts';
import type { LinkError } from '../../host/link/contract.ts';
import type { Notice } from '../../host/notice.ts';
import type { FolderId } from './folder-id.ts';

/** A socket of chrome.sockets, by its socketId. */
export interface OpenSocket {
  readonly socket: number;
  readonly remote: Endpoint;
  readonly local: Endpoint;
}

/** What the background page does for the Worker: all that only a page can. */
export type PageSide = {
  calls: {
    /** `attempt` is the caller's own number, to abort by. */
    'tcp.connect': { input: { attempt: number; remote: Endpoint }; output: OpenSocket };
    /** `listener` is the caller's own number; answers the local endpoint. */
    'tcp.listen': { input: { listener: number; local: Endpoint }; output: Endpoint };
    'tcp.send': { input: { socket: number; bytes: ArrayBuffer }; output: undefined };
    'udp.bind': { input: Endpoint; output: { socket: number; local: Endpoint } };
    /** See MulticastPort. */
    'udp.join': {
      input: { group: Endpoint; hops: number };
      output: { socket: number; local: Endpoint };
    };
    /** Answers the number of the open folder. */
    'folder.open': { input: FolderId; output: number };
    'folder.list': {
      input: { folder: number; path: FolderPath };
      output: FolderEntry[];
    };
    'folder.stat': {
      input: { folder: number; path: FolderPath };
      output: FileStat | undefined;
    };
    'folder.allocate': {
      input: { folder: number; path: FolderPath; size: number };
      output: undefined;
    };
    /** Copies the first `length` bytes of `source`, a file in OPFS, to `offset`. */
    'folder.copy': {
      input: {
        folder: number;
        path: FolderPath;
        offset: number;
        source: FileSystemFileHandle;
        length: number;
      };
      output: undefined;
    };
    /** The file as it is now: its bytes stay where they are until they are read. */
    'folder.file': { input: { folder: number; path: FolderPath }; output: File };
    'folder.remove': { input: { folder: number; path: FolderPath }; output: undefined };
    'folder.rename': {
      input: { folder: number; from: FolderPath; to: FolderPath };
      output: undefined;
    };
  };
  signals: {
    'tcp.abort': { attempt: number };
    'tcp.start': { socket: number };
    /** So many bytes of what was received have been used: as many more may come. */
    'tcp.credit': { socket: number; bytes: number };
    'tcp.close': { socket: number };
    'tcp.unlisten': { listener: number };
    'udp.start': { socket: number };
    'udp.send': { socket: number; bytes: ArrayBuffer; to: Endpoint };
    'udp.close': { socket: number };
    'folder.close': { folder: number };
    /** How many torrents need the engine awake, and whether the device is not to sleep. */
    'engine.active': { torrents: number; sleepless: boolean };
    /** Something happened that the person wants to be told. */
    'engine.notice': Notice;
    /** How much is going on. */
    'engine.traffic': Traffic;
    /** It could not start; the next window tries again. */
    'engine.failed': { message: string };
  };
};

/** What the Worker hears from the background page. */
export type EngineSide = {
  calls: {
    /** Everything that is not on record yet is written. */
    'engine.save': { input: undefined; output: undefined };
  };
  signals: {
    'tcp.accepted': { listener: number; connection: OpenSocket };
    'tcp.data': { socket: number; bytes: ArrayBuffer };
    /** `reason` undefined: the remote side closed in good order. */
    'tcp.closed': { socket: number; reason: LinkError | undefined };
    'udp.data': { socket: number; bytes: ArrayBuffer; from: Endpoint };
    /** A window has connected; `port` carries what src/api says, and null at the end. */
    'client.connected': { port: MessagePort };
  };
};
