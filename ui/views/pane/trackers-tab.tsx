import { useSignal } from '@preact/signals';
import { useCallback } from 'preact/hooks';
import type { TorrentRow } from '../../../src/api/snapshot.ts';
import { Button } from '../../components/button.tsx';
import { DataGrid } from '../../components/data-grid.tsx';
import { Menu } from '../../components/menu.tsx';
import type { MenuPlace } from '../../components/menu-place.ts';
import { errorSentence } from '../../format/error-text.ts';
import { FINDERS } from '../../format/finder-state.ts';
import { hostName } from '../../format/host-name.ts';
import { isRunning } from '../../format/row-abilities.ts';
import { tiersOf, trackerLines } from '../../format/tracker-lines.ts';
import { text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';
import { useNow } from '../use-now.ts';
import { usePolled } from '../use-polled.ts';
import { PaneNote } from './pane-note.tsx';
import { type FoundLine, lineKey, trackerColumns } from './tracker-columns.tsx';
import type { LiveDetails } from './use-live-details.ts';

const EVERY = 2_000;

export interface TrackersTabProps {
  readonly row: TorrentRow;
  readonly details: LiveDetails;
}

/** Who is asked for peers: how it stands with each, what it says, when it is asked again. */
export function TrackersTab({ row, details: { read } }: TrackersTabProps) {
  const app = useApp();
  const { commands, dialog, settings, torrents, trackerEdits } = app;
  const { id } = row;
  const ask = useCallback(
    async (of: string) => {
      const [trackers, { known }] = await Promise.all([
        commands.getTrackers(of),
        commands.getPeers(of),
      ]);
      return { trackers, known };
    },
    [commands],
  );
  const { value, failure, refresh } = usePolled(id, EVERY, ask);
  const menu = useSignal<{ url: string; at: MenuPlace } | undefined>(undefined);
  const now = useNow();
  const running = isRunning(row);
  const status = torrents.status.value;
  if (!value || !status || !settings.value) {
    return (
      <PaneNote>{failure ? errorSentence(failure) : text('details.loading')}</PaneNote>
    );
  }
  const isPrivate = read.kind === 'details' && read.details.private;
  const scene = { status, settings: settings.value, private: isPrivate, running };
  const lines: FoundLine[] = [
    ...FINDERS.map((finder) => ({ kind: 'finder', finder, known: value.known }) as const),
    ...trackerLines(value.trackers).map((line) => ({ kind: 'tracker', line }) as const),
  ];
  const openMenu = (line: FoundLine, at: MenuPlace) => {
    if (line.kind === 'tracker') menu.value = { url: line.line.status.url, at };
  };
  const tiers = tiersOf(value.trackers);
  return (
    <>
      <div class="pane-bar">
        <Button
          icon="refresh"
          look="quiet"
          disabled={!running || value.trackers.length === 0}
          onClick={() => void trackerEdits.announce(id).then(refresh)}
        >
          {text('tracker.announce')}
        </Button>
        <Button
          icon="edit"
          look="quiet"
          onClick={() => {
            dialog.value = { kind: 'trackers', id };
          }}
        >
          {text('action.edit-trackers')}
        </Button>
        {value.trackers.length === 0 && <p class="pane-facts">{text('tracker.none')}</p>}
      </div>
      <DataGrid
        label={text('pane.trackers')}
        look="trackers"
        columns={trackerColumns({
          scene,
          now,
          tierCount: tiers.length,
          onMore: openMenu,
        })}
        rows={lines}
        keyOf={lineKey}
        onMenu={openMenu}
        empty={null}
      />
      {menu.value && (
        <Menu
          label={hostName(menu.value.url)}
          groups={trackerEdits.menu(id, menu.value.url, tiers, refresh)}
          at={menu.value.at}
          onClose={() => {
            menu.value = undefined;
          }}
        />
      )}
    </>
  );
}
