import { keepDropped } from '../../../../background/platform/chrome-app/dropped-files.ts';
import { createWindowHost } from '../../../../background/platform/chrome-app/window-host.ts';
import type { FolderRef } from '../../../../src/ports/folders.ts';
import type { DroppedFiles, SharedFiles } from '../../../../ui/client/window-host.ts';

/** What a person would do next with what they dropped last. */
declare global {
  var saveThere: () => Promise<FolderRef | undefined>;
  var shareIt: () => Promise<SharedFiles | undefined>;
  /** Torrents that the person wanted to see, since the window opened. */
  var wanted: string[];
  /** Of a folder, by its id. */
  var canOpen: (id: string) => Promise<boolean>;
}

let next: Promise<DroppedFiles>;
let dropped: (files: DroppedFiles) => void;

function awaitDrop(): void {
  next = new Promise((resolve) => {
    dropped = resolve;
  });
}

awaitDrop();
document.addEventListener('dragenter', awaitDrop);
document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => {
  event.preventDefault();
  dropped(keepDropped([...(event.dataTransfer?.items ?? [])]));
});

const host = createWindowHost();
globalThis.wanted = [];
host.onWanted((id) => globalThis.wanted.push(id));
globalThis.canOpen = (id) => host.canOpen({ id, name: '' });
globalThis.saveThere = async () => (await next).grant();
globalThis.shareIt = async () => (await next).share();
