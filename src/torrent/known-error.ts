import { RillError } from '../errors/rill-error.ts';
import { StorageError } from '../errors/storage-error.ts';

/** Whatever is no error of ours came out of the files. */
export function knownError(error: unknown): RillError {
  if (error instanceof RillError) return error;
  return new StorageError('io', `${error}`, { cause: error });
}
