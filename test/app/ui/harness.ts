import type { FolderRef } from '../../../src/api/snapshot.ts';
import type { SharedFiles, WindowHost } from '../../../ui/client/window-host.ts';
import { startWindow } from '../../../ui/main.tsx';
import { FakeEngine } from './fake-engine.ts';
import { SCENARIOS, type ScenarioName } from './scenarios.ts';

/** What a test reaches in the page. */
export interface Harness {
  readonly engine: FakeEngine;
  /** What the folder dialog answers. */
  picked: FolderRef | undefined;
  /** What the dialog that shares answers; undefined when it is given up. */
  shared: SharedFiles | undefined;
  /** What a folder dropped is granted as. */
  granted: FolderRef | undefined;
  /** Ids of folders that can still be opened. */
  opens: readonly string[];
  /** By name: what can be opened. */
  readonly files: Record<string, BlobPart>;
  /** What was copied, each "name, bytes". */
  readonly copies: string[];
  readonly system: 'chromeos' | 'other';
  launch(files: readonly File[], links?: readonly string[]): void;
  /** As when the notification of that torrent is clicked. */
  want(id: string): void;
}

declare global {
  var harness: Harness;
}

/** The real window over an engine that is not, as `?scenario=` says. */
const name = new URLSearchParams(location.search).get('scenario') as ScenarioName;
const engine = new FakeEngine(SCENARIOS[name]);
let want: (id: string) => void = () => {};
let takeFiles: (files: readonly File[], links: readonly string[]) => void = () => {};

const host: WindowHost = {
  connect: (sink) => engine.connect(sink),
  pickFolder: async () => globalThis.harness.picked,
  files: {
    read: async (_folder, path) => {
      const blob = globalThis.harness.files[path.at(-1) ?? ''];
      if (!blob) throw new Error('no such file');
      return new File([blob], path.at(-1) ?? '');
    },
    placeOf: async ({ name }, path) =>
      name === 'Inside Chrome' ? undefined : `/media/card/${name}/${path.join('/')}`,
    saveCopy: async (file, name) => {
      globalThis.harness.copies.push(`${name}, ${file.size}`);
      return true;
    },
  },
  canOpen: async ({ id }) => globalThis.harness.opens.includes(id),
  pickShare: async () => globalThis.harness.shared,
  keepDropped: (items) => {
    const entries = items.map((item) => item.webkitGetAsEntry());
    const [first] = items;
    const name = entries[0]?.name ?? first?.getAsFile()?.name ?? '';
    const isFolder = entries[0]?.isDirectory === true;
    return {
      name,
      kind: items.length > 1 ? 'several' : isFolder ? 'folder' : 'file',
      grant: async () => globalThis.harness.granted,
      share: async () => globalThis.harness.shared && sharedAs(name, isFolder),
    };
  },
  system: async () => globalThis.harness.system,
  languages: () => navigator.languages,
  recall: async () => JSON.parse(sessionStorage.getItem('appearance') ?? 'null'),
  remember: (appearance) => {
    sessionStorage.setItem('appearance', JSON.stringify(appearance));
  },
  onWanted: (show) => {
    want = show;
  },
  onLaunchFiles: (take) => {
    takeFiles = take;
  },
};

/** A file that is dropped keeps its name; all else stands for the torrent's own folder. */
function sharedAs(name: string, isFolder: boolean): SharedFiles {
  const folder = { id: 'chrome:7', name: 'Shared' };
  return { folder, path: isFolder ? [] : [name], name };
}

globalThis.harness = {
  engine,
  picked: { id: 'chrome:9', name: 'Films' },
  shared: { folder: { id: 'chrome:7', name: 'Holiday' }, path: [], name: 'Holiday' },
  granted: { id: 'chrome:8', name: 'Dropped' },
  opens: [],
  files: {},
  copies: [],
  system: new URLSearchParams(location.search).has('chromeos') ? 'chromeos' : 'other',
  launch: (files, links = []) => takeFiles(files, links),
  want: (id) => want(id),
};

void startWindow(host);
