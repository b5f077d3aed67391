import type { Message } from '../../../src/api/contract.ts';
import type { FolderRef } from '../../../src/api/snapshot.ts';
import type { Port, PortSink, WindowHost } from '../../../ui/client/window-host.ts';

/** The window's host in a Chrome packaged app. */
export function createWindowHost(): WindowHost {
  return { connect, pickFolder, grantDroppedFolder, onLaunchFiles };
}

function connect(sink: PortSink): Port {
  const port = chrome.runtime.connect(undefined, { name: 'rill' });
  port.onMessage.addListener((message: Message) => sink.message(message));
  port.onDisconnect.addListener(() => {
    // Reading it tells Chrome that the loss was noticed, or it is logged as an error.
    void chrome.runtime.lastError;
    sink.closed();
  });
  return {
    send: (request) => port.postMessage(request),
    close: () => port.disconnect(),
  };
}

async function pickFolder(): Promise<FolderRef | undefined> {
  const entry = await new Promise<Entry | undefined>((resolve) => {
    chrome.fileSystem.chooseEntry({ type: 'openDirectory' }, (chosen?: Entry) => {
      // Not choosing sets it, and to leave it unread is logged as an error.
      void chrome.runtime.lastError;
      resolve(chosen);
    });
  });
  return entry && keep(entry);
}

function grantDroppedFolder(item: DataTransferItem): Promise<FolderRef | undefined> {
  const dropped = item.webkitGetAsEntry();
  if (!dropped?.isDirectory) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    chrome.fileSystem.getWritableEntry(dropped as Entry, (writable?: Entry) => {
      if (chrome.runtime.lastError || !writable) resolve(undefined);
      else keep(writable).then(resolve, reject);
    });
  });
}

/** The right to write there outlives the browser under this id. */
async function keep(entry: Entry): Promise<FolderRef> {
  const path = await new Promise<string>((resolve) => {
    chrome.fileSystem.getDisplayPath(entry, resolve);
  });
  const id = chrome.fileSystem.retainEntry(entry);
  return { id: `chrome:${id}`, name: lastElement(path) ?? path };
}

function lastElement(path: string): string | undefined {
  return path.split(/[\\/]/).findLast((element) => element !== '');
}

/** The other end of page/launch-files.ts, whose comment says who posts what. */
function onLaunchFiles(take: (files: readonly File[]) => void): void {
  const channel = new BroadcastChannel('rill-launch-files');
  const ready = () => channel.postMessage({ kind: 'ready' });
  channel.onmessage = ({ data }: MessageEvent<FromBackground>) => {
    if (data.kind === 'files') take(data.files);
    else ready();
  };
  ready();
}

type FromBackground =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'files'; readonly files: readonly File[] };
