import type { AppState } from '../../../src/api/companion.ts';
import type { CompanionHost } from '../../../ui/client/companion-host.ts';
import { FoldersElsewhere, type WindowHost } from '../../../ui/client/window-host.ts';
import type { Handling } from '../../../ui/companion/handler-page.tsx';
import { startHandler, startPopup, startSetup } from '../../../ui/companion.tsx';
import { FakeEngine } from './fake-engine.ts';
import { SCENARIOS } from './scenarios.ts';

/*
 * The pages of the companion extension, over an engine and a browser that are not:
 * ?page=popup|setup|handler, ?state=STATE of the app, ?handling=STATE of the link.
 */

const asked = new URLSearchParams(location.search);
const state = (asked.get('state') ?? 'ready') as AppState;
const engine = new FakeEngine(SCENARIOS.mix);

const window: WindowHost = {
  connect: (sink) => engine.connect(sink),
  pickFolder: async () => undefined,
  files: undefined,
  canOpen: async () => false,
  pickShare: async () => undefined,
  keepDropped: () => {
    throw new FoldersElsewhere();
  },
  system: async () => 'other',
  languages: () => navigator.languages,
  recall: async () => null,
  remember: () => {},
  onWanted: () => {},
  onLaunchFiles: () => {},
};

const companion: CompanionHost = {
  appState: async () => state,
  whyAbsent: async () => 'missing',
  mayFindOut: async () => true,
  waiting: async () => 2,
  deliver: async () => {},
  add: async () => (state === 'ready' ? 'delivered' : 'kept'),
  openApp: async () => {},
  openPage: () => {},
  openSetup: () => {},
  magnets: {
    register: () => {},
    unregister: () => {},
    isInForce: async () => false,
    onChange: () => {},
  },
  catching: {
    isOn: async () => false,
    turnOn: async () => false,
    turnOff: async () => {},
  },
};

switch (asked.get('page')) {
  case 'popup':
    void startPopup(window, companion);
    break;
  case 'setup':
    void startSetup(window, companion);
    break;
  default:
    void startHandler(window, companion).then((handling) => {
      handling.state = (asked.get('handling') ?? 'busy') as Handling;
    });
}
