import type { FolderRef } from '../../../src/api/snapshot.ts';
import type { SharedFiles, WindowHost } from '../../../ui/client/window-host.ts';
import { enginePort } from '../../host/engine-port.ts';
import { keepDropped } from './dropped-files.ts';
import { folderId, parseFolderId } from './folder-id.ts';
import { shareEntries } from './share-entries.ts';
import { windowFiles } from './window-files.ts';

/** The window's host in a Chrome packaged app. */
export function createWindowHost(): WindowHost {
  return {
    connect: (sink) =>
      enginePort(chrome.runtime.connect(undefined, { name: 'rill' }), sink),
    files: windowFiles,
    pickFolder,
    canOpen,
    pickShare,
    keepDropped,
    languages: () => [chrome.i18n.getUILanguage(), ...navigator.languages],
    recall,
    remember,
    onLaunchFiles,
    onWanted,
    system,
  };
}

async function pickFolder(): Promise<FolderRef | undefined> {
  const [folder] = await choose({ type: 'openDirectory' });
  if (!folder) return undefined;
  const path = await new Promise<string>((resolve) => {
    chrome.fileSystem.getDisplayPath(folder, resolve);
  });
  const key = chrome.fileSystem.retainEntry(folder);
  return { id: folderId({ kind: 'granted', key }), name: lastElement(path) ?? path };
}

function canOpen({ id }: FolderRef): Promise<boolean> {
  const folder = parseFolderId(id);
  if (folder?.kind !== 'granted') return Promise.resolve(false);
  return new Promise((resolve) => {
    chrome.fileSystem.restoreEntry(folder.key, (entry: unknown) => {
      // A key that is none here sets it.
      if (chrome.runtime.lastError || !entry) return resolve(false);
      const reader = (entry as FileSystemDirectoryEntry).createReader();
      reader.readEntries(
        () => resolve(true),
        () => resolve(false),
      );
    });
  });
}

function system(): Promise<'chromeos' | 'other'> {
  return new Promise((resolve) => {
    chrome.runtime.getPlatformInfo(({ os }) => {
      resolve(os === 'cros' ? 'chromeos' : 'other');
    });
  });
}

async function pickShare(kind: 'folder' | 'files'): Promise<SharedFiles | undefined> {
  return shareEntries(
    await choose(
      kind === 'folder'
        ? { type: 'openDirectory' }
        : { type: 'openFile', acceptsMultiple: true },
    ),
  );
}

/** None when the person chose none. */
function choose(
  options: chrome.fileSystem.ChooseEntryOptions,
): Promise<FileSystemEntry[]> {
  return new Promise((resolve) => {
    // With `acceptsMultiple` Chrome hands over a list, and one entry otherwise.
    const choose = chrome.fileSystem.chooseEntry as ChooseEntry;
    choose(options, (chosen) => {
      // Not choosing sets it, and to leave it unread is logged as an error.
      void chrome.runtime.lastError;
      resolve(chosen ? [chosen].flat() : []);
    });
  });
}

type ChooseEntry = (
  options: chrome.fileSystem.ChooseEntryOptions,
  callback: (chosen?: FileSystemEntry | FileSystemEntry[]) => void,
) => void;

function lastElement(path: string): string | undefined {
  return path.split(/[\\/]/).findLast((element) => element !== '');
}

const APPEARANCE = 'appearance';

function recall(): Promise<unknown> {
  return new Promise((resolve) => {
    chrome.storage.local.get(APPEARANCE, (kept) => resolve(kept?.[APPEARANCE]));
  });
}

function remember(appearance: unknown): void {
  chrome.storage.local.set({ [APPEARANCE]: appearance }, () => {
    // Not to be remembered is no harm: the next change is another try.
    void chrome.runtime.lastError;
  });
}

/** The other end of page/launch-files.ts, whose comment says who posts what. */
function onLaunchFiles(take: TakeLaunched): void {
  const channel = new BroadcastChannel('rill-launch-files');
  const ready = () => channel.postMessage({ kind: 'ready' });
  channel.onmessage = ({ data }: MessageEvent<FromBackground>) => {
    if (data.kind === 'launched') take(data.files, data.links);
    else ready();
  };
  ready();
}

/** The other end of page/wanted-torrent.ts. */
function onWanted(show: (id: string) => void): void {
  const channel = new BroadcastChannel('rill-wanted-torrent');
  const ready = () => channel.postMessage({ kind: 'ready' });
  channel.onmessage = ({ data }: MessageEvent<WantedMessage>) => {
    if (data.kind === 'wanted') show(data.id);
    else ready();
  };
  ready();
}

type WantedMessage =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'wanted'; readonly id: string };

type TakeLaunched = Parameters<WindowHost['onLaunchFiles']>[0];

type FromBackground =
  | { readonly kind: 'waiting' }
  | {
      readonly kind: 'launched';
      readonly files: readonly File[];
      readonly links: readonly string[];
    };
