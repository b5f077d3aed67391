import { RillError } from './rill-error.ts';

export type StorageErrorCode =
  | 'no-space'
  | 'permission-lost'
  | 'folder-gone'
  | 'file-gone'
  /** Written to by another program, while a torrent was made of it. */
  | 'file-changed'
  | 'read-only'
  | 'name-too-long'
  /** A file stands where a folder is needed, or a folder where a file is. */
  | 'name-taken'
  /** None left for so much as one piece. */
  | 'no-memory'
  | 'io';

/** The file system refused: pause the torrent, keep everything, tell the person which. */
export class StorageError extends RillError<StorageErrorCode> {
  override readonly name = 'StorageError';
  readonly fault = 'storage';
}
