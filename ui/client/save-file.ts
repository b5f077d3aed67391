/** Has the browser save a file, where it saves downloads. */
export function saveFile(name: string, type: string, bytes: Uint8Array<ArrayBuffer>) {
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun with the click, and holds on to the blob by itself.
  URL.revokeObjectURL(url);
}
