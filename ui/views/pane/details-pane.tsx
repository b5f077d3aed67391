import { useRef } from 'preact/hooks';
import { IconButton } from '../../components/icon-button.tsx';
import { TabList } from '../../components/tab-list.tsx';
import { isBeingMade } from '../../format/row-abilities.ts';
import { text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';
import { PANE_TABS, type PaneTab } from '../../store/details-pane.ts';
import { isCovered } from '../shortcut.ts';
import { FilesTab } from './files-tab.tsx';
import { GeneralTab } from './general-tab.tsx';
import { OptionsTab } from './options-tab.tsx';
import { PaneNote } from './pane-note.tsx';
import { PaneSplitter } from './pane-splitter.tsx';
import { PeersTab } from './peers-tab.tsx';
import { TrackersTab } from './trackers-tab.tsx';

const ID = 'pane';

/** What there is to know of the torrent that the list's keyboard is on, below the list. */
export function DetailsPane() {
  const { pane, selection, torrents } = useApp();
  const element = useRef<HTMLElement>(null);
  const id = selection.active.value;
  const tab = pane.tab.value;
  if (!pane.open.value || id === undefined) return null;
  const name = torrents.row(id)?.value.name ?? '';
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
        <Panel id={id} tab={tab} />
      </div>
    </section>
  );

  function close(): void {
    pane.close();
    document.querySelector<HTMLElement>(`.list [data-id="${id}"]`)?.focus();
  }
}

function Panel({ id, tab }: { readonly id: string; readonly tab: PaneTab }) {
  const row = useApp().torrents.row(id)?.value;
  if (!row) return null;
  if (isBeingMade(row)) return <PaneNote>{text('pane.being-made')}</PaneNote>;
  switch (tab) {
    case 'general':
      return <GeneralTab key={id} row={row} />;
    case 'files':
      return <FilesTab key={id} row={row} />;
    case 'peers':
      return <PeersTab key={id} id={id} />;
    case 'trackers':
      return <TrackersTab key={id} row={row} />;
    case 'options':
      return <OptionsTab key={id} row={row} />;
    default:
      return tab satisfies never;
  }
}
