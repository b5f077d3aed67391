import {
  StorageError,
  type StorageErrorCode,
} from '../../../src/errors/storage-error.ts';

const CODES: Readonly<Record<string, StorageErrorCode>> = {
  QuotaExceededError: 'no-space',
  NotAllowedError: 'permission-lost',
  SecurityError: 'permission-lost',
  NotFoundError: 'file-gone',
  NoModificationAllowedError: 'read-only',
  TypeMismatchError: 'name-taken',
  PathExistsError: 'name-taken',
};

/** Says in our words what a file API of the browser threw. */
export function toStorageError(error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  const { name, message } = error as DOMException;
  const code = CODES[name] ?? 'io';
  return new StorageError(code, `${name}: ${message}`, { cause: error });
}
