import {
  StorageError,
  type StorageErrorCode,
} from '../../../src/errors/storage-error.ts';

const CODES: Readonly<Record<string, StorageErrorCode>> = {
  ENOSPC: 'no-space',
  EDQUOT: 'no-space',
  EFBIG: 'no-space',
  EACCES: 'permission-lost',
  EPERM: 'permission-lost',
  EROFS: 'read-only',
  ENOENT: 'file-gone',
  ENOTDIR: 'name-taken',
  EISDIR: 'name-taken',
  EEXIST: 'name-taken',
  ELOOP: 'name-taken',
  ENAMETOOLONG: 'name-too-long',
};

/** Says in our words what the file system answered. */
export function toStorageError(error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  return new StorageError(CODES[code ?? ''] ?? 'io', message, { cause: error });
}
