// What Rill uses of https://fs.spec.whatwg.org beyond what the compiler's libraries know.
interface SyncFileHandle extends FileSystemFileHandle {
  createSyncAccessHandle(options?: {
    mode: 'readwrite' | 'read-only' | 'readwrite-unsafe';
  }): Promise<FileSystemSyncAccessHandle>;
}

/**
 * Opens a file of OPFS for reading and writing without waiting. In this mode others may look
 * at the file at the same time: the page reads what the Worker wrote.
 */
export function openOpfsFile(
  file: FileSystemFileHandle,
): Promise<FileSystemSyncAccessHandle> {
  return (file as SyncFileHandle).createSyncAccessHandle({ mode: 'readwrite-unsafe' });
}
