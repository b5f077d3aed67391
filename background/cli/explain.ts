import type { ErrorReport } from '../../src/api/contract.ts';
import type { StorageErrorCode } from '../../src/errors/storage-error.ts';

/** What the file system's refusals mean to whoever typed the command. */
const STORAGE: Readonly<Record<StorageErrorCode, string>> = {
  'no-space': 'the disk is full; make room and start again to go on from here',
  'permission-lost': 'the files may not be read or written',
  'folder-gone': 'the folder is not there any more',
  'file-gone': 'a file is not there any more, or is shorter than it was',
  'file-changed': 'a file changed while it was read; wait until it is complete',
  'read-only': 'the folder can only be read',
  'name-too-long': "the name of one of the torrent's files is too long for this disk",
  'name-taken': 'something else stands where a file or folder of the torrent has to be',
  'no-memory': 'there is not enough memory for a piece of this torrent',
  io: 'the disk failed',
};

/** One sentence for a person; what the system said follows where it tells more. */
export function explain(error: ErrorReport): string {
  if (error.fault !== 'storage') return error.message;
  return `${STORAGE[error.code as StorageErrorCode]} (${error.message})`;
}
