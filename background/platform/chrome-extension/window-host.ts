import {
  type DroppedFiles,
  FoldersElsewhere,
  type WindowHost,
} from '../../../ui/client/window-host.ts';
import { enginePort } from '../../host/engine-port.ts';
import { askApp } from './app-link.ts';

const APPEARANCE = 'appearance';

/** A window's host in the companion extension: the engine is in the app, and so are folders. */
export function createWindowHost(app: string): WindowHost {
  const elsewhere = async (): Promise<never> => {
    await askApp(app, { kind: 'open' });
    throw new FoldersElsewhere();
  };
  return {
    connect: (sink) => enginePort(chrome.runtime.connect(app, { name: 'rill' }), sink),
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
