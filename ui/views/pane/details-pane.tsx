import { useRef } from 'preact/hooks';
import type { TorrentRow } from '../../../src/api/snapshot.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { TabList } from '../../components/tab-list.tsx';
import { isBeingMade } from '../../format/row-abilities.ts';
import { text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';
import { PANE_TABS, type PaneTab } from '../../store/details-pane.ts';
import { isCovered } from '../shortcut.ts';
import { FilesTab } from './files-tab.tsx';
import { GeneralTab } from './general-tab.tsx';
import { LogTab } from './log-tab.tsx';
import { OptionsTab } from './options-tab.tsx';
import { PaneNote } from './pane-note.tsx';
import { PaneSplitter } from './pane-splitter.tsx';
import { PeersTab } from './peers-tab.tsx';
import { SpeedTab } from './speed-tab.tsx';
import { TrackersTab } from './trackers-tab.tsx';
import { useLiveDetails } from './use-live-details.ts';

const ID = 'pane';

/** What there is to know of the torrent that the list's keyboard is on, below the list. */
export function DetailsPane() {
  const { pane, selection, torrents } = useApp();
  const element = useRef<HTMLElement>(null);
  const id = selection.active.value;
  const tab = pane.tab.value;
  if (!pane.open.value || id === undefined) return null;
  const row = torrents.row(id)?.value;
  const name = row?.name ?? '';
  return (
    <section
      ref={element}
      class="pane"
      data-own-keys
      aria-label={text('pane.label')}
      style={{ '--pane-height': `${pane.height.value}px` }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || isCovered()) return;
        event.stopPropagation();
        close();
      }}
    >
      <PaneSplitter pane={element} />
      <header class="pane-head">
        <TabList
          id={ID}
          label={text('pane.tabs')}
          tabs={PANE_TABS}
          chosen={tab}
          nameOf={(one) => text(`pane.${one}`)}
          onChoose={(one) => pane.show(one)}
        />
        <h2 class="pane-name" title={name}>
          <bdi>{name}</bdi>
        </h2>
        <IconButton icon="close" label={text('pane.close')} onClick={close} />
      </header>
      <div
        class="pane-panel"
        role="tabpanel"
        id={`${ID}-panel`}
        aria-labelledby={`${ID}-${tab}`}
      >
        {row && isBeingMade(row) && <PaneNote>{text('pane.being-made')}</PaneNote>}
        {row && !isBeingMade(row) && <Panel key={id} row={row} tab={tab} />}
      </div>
    </section>
  );

  function close(): void {
    pane.close();
    document.querySelector<HTMLElement>('.list [role=grid]')?.focus();
  }
}

interface PanelProps {
  readonly row: TorrentRow;
  readonly tab: PaneTab;
}

function Panel({ row, tab }: PanelProps) {
  // Read once for all tabs: they may be large.
  const details = useLiveDetails(row, tab !== 'peers' && tab !== 'log');
  switch (tab) {
    case 'general':
      return <GeneralTab row={row} details={details} />;
    case 'files':
      return <FilesTab details={details} />;
    case 'peers':
      return <PeersTab id={row.id} />;
    case 'trackers':
      return <TrackersTab row={row} details={details} />;
    case 'speed':
      return <SpeedTab row={row} details={details} />;
    case 'log':
      return <LogTab id={row.id} />;
    case 'options':
      return <OptionsTab details={details} />;
    default:
      return tab satisfies never;
  }
}
