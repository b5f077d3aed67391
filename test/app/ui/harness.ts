import type { FolderRef } from '../../../src/api/snapshot.ts';
import type { WindowHost } from '../../../ui/client/window-host.ts';
import { startWindow } from '../../../ui/main.tsx';
import { FakeEngine } from './fake-engine.ts';
import { SCENARIOS, type ScenarioName } from './scenarios.ts';

/** What a test reaches in the page. */
export interface Harness {
  readonly engine: FakeEngine;
  /** What the folder dialog answers. */
  picked: FolderRef | undefined;
  /** What a folder dropped is granted as. */
  granted: FolderRef | undefined;
  launch(files: readonly File[]): void;
}

declare global {
  var harness: Harness;
}

/** The real window over an engine that is not, as `?scenario=` says. */
const name = new URLSearchParams(location.search).get('scenario') as ScenarioName;
const engine = new FakeEngine(SCENARIOS[name]);
let takeFiles: (files: readonly File[]) => void = () => {};

const host: WindowHost = {
  connect: (sink) => engine.connect(sink),
  pickFolder: async () => globalThis.harness.picked,
  pickShare: async () => undefined,
  keepDropped: () => ({
    name: 'Dropped',
    kind: 'folder',
    grant: async () => globalThis.harness.granted,
    share: async () => undefined,
  }),
  onLaunchFiles: (take) => {
    takeFiles = take;
  },
};

globalThis.harness = {
  engine,
  picked: { id: 'chrome:9', name: 'Films' },
  granted: { id: 'chrome:8', name: 'Dropped' },
  launch: (files) => takeFiles(files),
};

startWindow(host);
