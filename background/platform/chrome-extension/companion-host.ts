import type { Addition } from '../../../src/api/companion.ts';
import type { CompanionHost, MagnetHandler } from '../../../ui/client/companion-host.ts';
import { appState, askApp } from './app-link.ts';
import { CATCHING } from './caught-downloads.ts';
import { magnetsSeen, onMagnetsSeen } from './magnets-seen.ts';
import { storedItems } from './stored-items.ts';
import type { WorkerAnswer, WorkerRequest } from './worker-contract.ts';

const FINDING_OUT: chrome.permissions.Permissions = { permissions: ['management'] };
const SCHEME = 'magnet';

/** For the pages of the companion extension. `app`: the id of the app with the engine. */
export function createCompanionHost(app: string): CompanionHost {
  return {
    appState: () => appState(app),
    whyAbsent: () => whyAbsent(app),
    mayFindOut: () => chrome.permissions.request(FINDING_OUT),
    waiting: async () => (await storedItems.get()).length,
    deliver: async () => void (await ask({ kind: 'deliver' })),
    add: (text) => ask({ kind: 'add', text }),
    openApp: async () => void (await askApp(app, { kind: 'open' })),
    openPage: () => open('window.html'),
    openSetup: () => open('setup.html'),
    magnets,
    catching: {
      isOn: () => chrome.permissions.contains(CATCHING),
      turnOn: () => chrome.permissions.request(CATCHING),
      turnOff: async () => void (await chrome.permissions.remove(CATCHING)),
    },
  };
}

async function whyAbsent(app: string): Promise<'missing' | 'disabled' | 'unknown'> {
  if (!(await chrome.permissions.contains(FINDING_OUT))) return 'unknown';
  try {
    const { enabled } = await chrome.management.get(app);
    return enabled ? 'unknown' : 'disabled';
  } catch {
    return 'missing';
  }
}

async function ask(request: WorkerRequest): Promise<Addition> {
  const { addition }: WorkerAnswer = await chrome.runtime.sendMessage(request);
  return addition;
}

function open(page: string): void {
  void chrome.tabs.create({ url: page });
}

const magnets: MagnetHandler = {
  register: () => {
    void magnetsSeen.set(false);
    navigator.registerProtocolHandler(SCHEME, handler());
  },
  unregister: () => {
    void magnetsSeen.set(false);
    // Chrome has it; the types of the web do not.
    const { unregisterProtocolHandler } = navigator as Navigator & {
      unregisterProtocolHandler(scheme: string, url: string): void;
    };
    unregisterProtocolHandler.call(navigator, SCHEME, handler());
  },
  isInForce: () => magnetsSeen.get(),
  onChange: onMagnetsSeen,
};

function handler(): string {
  return chrome.runtime.getURL('magnet.html?link=%s');
}
