import { makeEntry } from '../make-records.ts';
import { makeRow } from '../make-row.ts';
import type { ScenarioName } from '../scenarios.ts';
import type { WindowUnderTest } from '../use-window.ts';

/** How a view is come to: as a person would. */
export type ViewedWindow = Pick<WindowUnderTest, 'page' | 'find' | 'click' | 'sees'>;

export interface View {
  /** What there is at first. */
  readonly scenario: ScenarioName;
  /** The way there, and until it is drawn. */
  readonly open?: (ui: ViewedWindow) => Promise<unknown>;
  /** Pixels, where it is another one when narrow. */
  readonly width?: number;
}

const MAGNET = 'magnet:?xt=urn:btih:c12fe1c06bba254a9dc9f519b335aa7c1367a88a&dn=Sintel';
const KNOWN =
  'magnet:?xt=urn:btih:e12fe1c06bba254a9dc9f519b335aa7c1367a88a&dn=Cosmos%20Laundromat';
const HOSTILE = `<img src=x onerror=alert(1)> \u202efdp.exe ${'x'.repeat(170)}`;
const OTHER = `magnet:?xt=urn:btih:d12fe1c06bba254a9dc9f519b335aa7c1367a88a&dn=${encodeURIComponent(HOSTILE)}`;

const drawn = ({ page }: ViewedWindow, selector: string) =>
  page.waitForSelector(selector);

/** Pages of the companion extension, as its harness is asked for them. */
export const COMPANION_VIEWS: Readonly<Record<string, string>> = {
  popup: 'page=popup',
  'popup-alone': 'page=popup&state=absent',
  setup: 'page=setup',
  'setup-alone': 'page=setup&state=new',
  handler: 'page=handler&handling=refused',
  'handler-kept': 'page=handler&handling=kept&state=absent',
};

/** Each view that the window has, by what it is. */
export const VIEWS: Readonly<Record<string, View>> = {
  'first-run': { scenario: 'askingFirst' },
  empty: {
    scenario: 'queued',
    open: async (ui) => {
      await ui.page.evaluate(
        (ids) => {
          for (const id of ids) globalThis.harness.engine.remove(id);
        },
        [makeRow(1).id, makeRow(2).id],
      );
      await ui.sees('Nothing here');
    },
  },

  list: { scenario: 'mix', open: selectAll },
  'list-queued': { scenario: 'queued' },
  'list-embedded': { scenario: 'embedded', open: selectAll },
  'list-errors': { scenario: 'errors' },
  'list-making': { scenario: 'sharing' },
  'list-names': { scenario: 'names', open: selectAll },
  filters: {
    scenario: 'labelled-oddly',
    width: 1280,
    open: (ui) => ui.click('radio', 'Downloading, 1 torrent'),
  },
  'filters-drawer': {
    scenario: 'labelled-oddly',
    width: 360,
    open: async (ui) => {
      await ui.click('button', 'Filters');
      await drawn(ui, 'dialog[open]');
    },
  },
  'no-match': {
    scenario: 'labelled',
    open: async (ui) => {
      await (await ui.find('searchbox', 'Search torrents')).type('nowhere');
      await ui.sees('No torrent matches');
    },
  },
  'column-menu': {
    scenario: 'mix',
    open: (ui) => ui.click('button', 'Columns and order'),
  },
  'row-menu': {
    scenario: 'labelled',
    open: (ui) => ui.click('button', 'More: Big Buck Bunny 60fps'),
  },

  adding: {
    scenario: 'asking',
    open: async (ui) => {
      await paste(ui, MAGNET);
      await ui.find('dialog', 'Add a torrent');
      await found(ui, 'Sintel');
      await ui.sees('5.86 GB in 8 files');
    },
  },
  'adding-waiting': {
    scenario: 'asking',
    open: async (ui) => {
      await paste(ui, MAGNET);
      await ui.sees('Getting the list of files…');
    },
  },
  'adding-several': {
    scenario: 'asking',
    open: async (ui) => {
      await fail(ui, 'bad-magnet');
      await paste(ui, `${OTHER}2\n${MAGNET}\n${OTHER}\n${KNOWN}`);
      await ui.find('dialog', 'Add 4 torrents');
      await ui.sees('Not added');
      await found(ui, 'Sintel');
    },
  },

  'details-general': detail('General', '.pane .fact code'),
  'details-files': detail('Files', '.pane [role=row] .percent'),
  'details-peers': detail('Peers', '.pane [role=gridcell]'),
  'details-legend': detail('Peers', '.pane [role=gridcell]', (ui) =>
    ui.page.click('[popovertarget]'),
  ),
  'details-trackers': detail('Trackers', '.pane [role=gridcell]'),
  'details-speed': detail('Speed', '.speed-plot canvas'),
  'details-log': {
    scenario: 'detailed',
    open: async (ui) => {
      await write(ui);
      await openTab(ui, 'Log', '.log [role=gridcell]');
    },
  },
  'details-log-empty': detail('Log', '.log'),
  'details-options': detail('Options', '.pane fieldset'),
  'details-of-link': {
    scenario: 'detailed',
    open: async (ui) => {
      await openMenu(ui, 'magnet: Cosmos Laundromat');
      await ui.click('menuitem', 'Details');
      await drawn(ui, '.pane .pane-note');
    },
  },

  settings: {
    scenario: 'mix',
    open: async (ui) => {
      await ui.click('button', 'Settings');
      await drawn(ui, '.settings-list h3');
    },
  },
  'settings-found': {
    scenario: 'mix',
    open: async (ui) => {
      await ui.click('button', 'Settings');
      await drawn(ui, '.settings-list h3');
      await ui.page.keyboard.type('port');
    },
  },
  statistics: {
    scenario: 'mix',
    open: async (ui) => {
      await ui.click('button', 'Statistics');
      await ui.sees('1.24 TB');
    },
  },
  network: {
    scenario: 'detailed',
    open: async (ui) => {
      await ui.page.click('.bar-network');
      await drawn(ui, 'dialog .facts');
    },
  },
  log: {
    scenario: 'detailed',
    open: async (ui) => {
      await write(ui);
      await ui.page.click('.bar-network');
      await ui.click('button', 'Log…');
      await drawn(ui, 'dialog .log [role=gridcell]');
    },
  },

  labels: {
    scenario: 'labelled-oddly',
    open: async (ui) => {
      await selectAll(ui);
      await ui.page.click('.list .row-name', { button: 'right' });
      await ui.click('menuitem', 'Labels…');
      await drawn(ui, 'dialog[open] [type=checkbox]');
    },
  },
  'label-rename': {
    scenario: 'labelled',
    width: 1280,
    open: async (ui) => {
      await ui.click('button', 'More: Films');
      await ui.click('menuitem', 'Rename…');
      await ui.find('dialog', 'Rename a label');
    },
  },
  rename: {
    scenario: 'names',
    open: async (ui) => {
      await ui.page.focus('.list [role=grid]');
      await ui.page.keyboard.press('End');
      await ui.page.keyboard.press('F2');
      await ui.find('dialog', 'Rename in the list');
    },
  },
  'rename-file': {
    scenario: 'files',
    open: async (ui) => {
      await openMenu(ui, 'Field recordings');
      await ui.click('menuitem', 'Show files');
      await openMenu(ui, 'notes.txt');
      await ui.click('menuitem', 'Rename…');
      await ui.find('dialog', 'Rename');
    },
  },
  remove: {
    scenario: 'embedded',
    open: async (ui) => {
      await selectAll(ui);
      await ui.page.keyboard.press('Delete');
      await drawn(ui, 'dialog[open]');
    },
  },
  trackers: {
    scenario: 'excess',
    open: async (ui) => {
      await ui.page.click('[role=row] [aria-haspopup=menu]');
      await ui.click('menuitem', 'Edit trackers…');
      await drawn(ui, 'dialog textarea');
    },
  },
  'adding-peers': detail('Peers', '.pane [role=gridcell]', async (ui) => {
    await ui.click('button', 'Add peers…');
    await drawn(ui, 'dialog textarea');
  }),
  dropped: {
    scenario: 'mix',
    open: async (ui) => {
      await ui.page.evaluate(() => {
        const root = { isDirectory: true, isFile: false, name: 'Holiday' };
        const reader = { readEntries: (take: (none: []) => void) => take([]) };
        const entry = { ...root, createReader: () => reader };
        DataTransferItem.prototype.webkitGetAsEntry = () =>
          entry as unknown as FileSystemEntry;
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([], 'Holiday'));
        const options = { dataTransfer, bubbles: true, cancelable: true };
        document.body.dispatchEvent(new DragEvent('drop', options));
      });
      await ui.find('dialog', 'What is this folder for?');
    },
  },
  sharing: {
    scenario: 'mix',
    open: async (ui) => {
      await ui.click('button', 'Share…');
      await ui.click('menuitem', 'Share a folder…');
      await drawn(ui, 'dialog summary');
      await ui.page.click('summary');
    },
  },
  'sharing-wrong': {
    scenario: 'mix',
    open: async (ui) => {
      await ui.click('button', 'Share…');
      await ui.click('menuitem', 'Share a folder…');
      await drawn(ui, 'dialog textarea');
      await ui.page.focus('dialog textarea');
      await ui.page.keyboard.sendCharacter('x'.repeat(2100));
      await ui.sees('One of the addresses is too long.');
    },
  },

  'viewer-text': viewer('notes.txt', '.viewer pre'),
  'viewer-media': viewer('Morning.wav', '.viewer audio'),
  'viewer-failed': viewer('Evening.wav', '.viewer-note'),
  'viewer-not-shown': viewer('archive.zip', '.viewer-note'),

  toasts: {
    scenario: 'errors',
    open: async (ui) => {
      await ui.page.evaluate((id) => {
        const { engine } = globalThis.harness;
        const error = { fault: 'storage', code: 'no-space', message: '' } as const;
        engine.alert({ kind: 'torrent-error', id, name: 'A film', error });
        engine.alert({ kind: 'completed', id: 'other', name: 'x'.repeat(200) });
      }, makeRow(1).id);
      await ui.click('button', 'Remove: Holiday videos');
      await ui.find('button', 'Undo');
    },
  },
  reconnecting: {
    scenario: 'mix',
    open: async (ui) => {
      await ui.page.evaluate(() => {
        globalThis.harness.engine.reachable = false;
        globalThis.harness.engine.disconnect();
      });
      await ui.sees('Reconnecting…');
    },
  },
  incompatible: {
    scenario: 'mix',
    open: async (ui) => {
      await ui.page.evaluate(() => {
        globalThis.harness.engine.version = 99;
        globalThis.harness.engine.disconnect();
      });
      await ui.page.waitForFunction(() =>
        document.querySelector('.banner')?.textContent?.startsWith('Rill was updated.'),
      );
    },
  },
};

/** A tab of the details. */
function detail(tab: string, selector: string, then?: View['open']): View {
  return {
    scenario: 'detailed',
    open: async (ui) => {
      await openTab(ui, tab, selector);
      await then?.(ui);
    },
  };
}

async function openTab(ui: ViewedWindow, tab: string, selector: string): Promise<void> {
  await ui.click('button', 'Details');
  await ui.click('tab', tab);
  await drawn(ui, selector);
}

function viewer(file: string, selector: string): View {
  return {
    scenario: 'files',
    open: async (ui) => {
      await ui.page.evaluate(() => {
        const { files } = globalThis.harness;
        files['archive.zip'] = 'PK';
        files['notes.txt'] = 'A line of notes.\n'.repeat(50);
        files['Evening.wav'] = 'no song';
        // Ten seconds of silence: 8,000 samples a second of a byte (RIFF, WAVE).
        const size = 80_000;
        const [rate, format] = [8_000, [1, 0, 1, 0]];
        const of32 = (value: number) => new Uint32Array([value]);
        files['Morning.wav'] = new Blob([
          'RIFF',
          of32(36 + size),
          'WAVEfmt ',
          of32(16),
          new Uint8Array(format),
          of32(rate),
          of32(rate),
          new Uint8Array([1, 0, 8, 0]),
          'data',
          of32(size),
          new Uint8Array(size).fill(128),
        ]) as unknown as BlobPart;
      });
      await openMenu(ui, 'Field recordings');
      await ui.click('menuitem', 'Show files');
      await openMenu(ui, file);
      await ui.click('menuitem', 'Open');
      await drawn(ui, selector);
    },
  };
}

function openMenu(ui: ViewedWindow, name: string): Promise<void> {
  return ui.click('button', `More: ${name}`);
}

async function selectAll({ page }: ViewedWindow): Promise<void> {
  await page.focus('.list [role=grid]');
  await page.keyboard.down('Control');
  await page.keyboard.press('a');
  await page.keyboard.up('Control');
}

function paste({ page }: ViewedWindow, text: string): Promise<unknown> {
  return page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    const options = { clipboardData, bubbles: true, cancelable: true };
    document.body.dispatchEvent(new ClipboardEvent('paste', options));
  }, text);
}

/** The link has found its files. */
function found({ page }: ViewedWindow, name: string): Promise<unknown> {
  return page.evaluate((wanted) => {
    const { engine } = globalThis.harness;
    engine.found(engine.idOf(wanted));
  }, name);
}

/** The engine refuses what comes next. */
function fail({ page }: ViewedWindow, code: string): Promise<unknown> {
  return page.evaluate((refused) => {
    const failure = { fault: 'input', code: refused, message: '' } as const;
    globalThis.harness.engine.nextFailure = failure;
  }, code);
}

async function write({ page }: ViewedWindow): Promise<void> {
  const { id } = makeRow(1);
  const late = { fault: 'tracker', code: 'timed-out', message: 'late' } as const;
  await page.evaluate(
    (entries) => globalThis.harness.engine.log.push(...entries),
    [
      makeEntry(1, { code: 'listening', values: { port: 6881 } }),
      makeEntry(2, {
        code: 'tracker-failed',
        level: 'warning',
        values: { tracker: 'tracker.example' },
        error: late,
        id,
        name: 'Sintel (2010) 4K',
      }),
      makeEntry(3, { code: 'started', id, name: HOSTILE }),
    ],
  );
}
