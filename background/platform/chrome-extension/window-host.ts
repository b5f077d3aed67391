import {
  type DroppedFiles,
  FoldersElsewhere,
  type Port,
  type PortSink,
  type WindowHost,
} from '../../../ui/client/window-host.ts';
import { askApp } from './app-link.ts';

const APPEARANCE = 'appearance';

/** A window's host in the companion extension: the engine is in the app, and so are folders. */
export function createWindowHost(app: string): WindowHost {
  const elsewhere = async (): Promise<never> => {
    await askApp(app, { kind: 'open' });
    throw new FoldersElsewhere();
  };
  return {
    connect: (sink) => connect(app, sink),
    pickFolder: elsewhere,
    canOpen: async () => false,
    files: undefined,
    pickShare: elsewhere,
    keepDropped: (items) => keepDropped(items, elsewhere),
    system: async () =>
      (await chrome.runtime.getPlatformInfo()).os === 'cros' ? 'chromeos' : 'other',
    languages: () => [chrome.i18n.getUILanguage(), ...navigator.languages],
    recall: async () => (await chrome.storage.local.get(APPEARANCE))[APPEARANCE],
    remember: (appearance) =>
      void chrome.storage.local.set({ [APPEARANCE]: appearance }).catch(() => {
        // Not to be remembered is no harm: the next change is another try.
      }),
    onWanted: () => {},
    onLaunchFiles: () => {},
  };
}

function connect(app: string, sink: PortSink): Port {
  const port = chrome.runtime.connect(app, { name: 'rill' });
  port.onMessage.addListener((message: unknown) => sink.message(message));
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

function keepDropped(
  items: readonly DataTransferItem[],
  elsewhere: () => Promise<never>,
): DroppedFiles {
  const entries = items.map((item) => item.webkitGetAsEntry());
  const isFolder = entries[0]?.isDirectory === true;
  return {
    name: entries[0]?.name ?? '',
    kind: items.length > 1 ? 'several' : isFolder ? 'folder' : 'file',
    grant: elsewhere,
    share: elsewhere,
  };
}
