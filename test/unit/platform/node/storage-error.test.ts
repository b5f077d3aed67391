import { expect, test } from '@jest/globals';
import { toStorageError } from '../../../../background/platform/node/storage-error.ts';
import { StorageError } from '../../../../src/errors/storage-error.ts';

test.each([
  ['ENOSPC', 'no-space'],
  ['EDQUOT', 'no-space'],
  ['EACCES', 'permission-lost'],
  ['EPERM', 'permission-lost'],
  ['EROFS', 'read-only'],
  ['ENOTDIR', 'name-taken'],
  ['EISDIR', 'name-taken'],
  ['EEXIST', 'name-taken'],
  ['ELOOP', 'name-taken'],
  ['ENAMETOOLONG', 'name-too-long'],
  ['ENOENT', 'file-gone'],
  ['EIO', 'io'],
])('the system’s %s is our %s', (system, ours) => {
  const error = toStorageError(Object.assign(new Error('the reason'), { code: system }));
  expect(error).toMatchObject({ code: ours, fault: 'storage', message: 'the reason' });
});

test('an error of ours stays as it is', () => {
  const error = new StorageError('folder-gone', 'gone');
  expect(toStorageError(error)).toBe(error);
});
