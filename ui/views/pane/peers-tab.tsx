import { useSignal } from '@preact/signals';
import { useCallback, useMemo } from 'preact/hooks';
import type { PeerDetails, TorrentPeers } from '../../../src/api/peers.ts';
import { Button } from '../../components/button.tsx';
import { DataGrid } from '../../components/data-grid.tsx';
import { Menu } from '../../components/menu.tsx';
import type { MenuPlace } from '../../components/menu-place.ts';
import { errorSentence } from '../../format/error-text.ts';
import { text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';
import { attempt } from '../../store/attempt.ts';
import { usePolled } from '../use-polled.ts';
import { FlagsLegend } from './flags-legend.tsx';
import { PaneNote } from './pane-note.tsx';
import { peerColumns } from './peer-columns.tsx';
import { PeerSources } from './peer-sources.tsx';

const EVERY = 1_000;
const NONE: TorrentPeers['peers'] = [];

/** Who is connected, what passes, and how all that are known were found. */
export function PeersTab({ id }: { readonly id: string }) {
  const { commands, dialog, toasts } = useApp();
  const ask = useCallback((of: string) => commands.getPeers(of), [commands]);
  const { value, failure } = usePolled(id, EVERY, ask);
  const columns = useMemo(peerColumns, []);
  const menu = useSignal<{ peer: PeerDetails; at: MenuPlace } | undefined>(undefined);
  if (!value) {
    return (
      <PaneNote>{failure ? errorSentence(failure) : text('details.loading')}</PaneNote>
    );
  }
  const copy = (address: string) =>
    attempt(toasts, async () => {
      await navigator.clipboard.writeText(address);
      toasts.show({ tone: 'good', text: text('peers.copied') });
    });
  return (
    <>
      <div class="pane-bar">
        <Button
          icon="plus"
          look="quiet"
          onClick={() => {
            dialog.value = { kind: 'add-peers', id };
          }}
        >
          {text('add-peers.open')}
        </Button>
        <PeerSources peers={value} />
        <FlagsLegend />
      </div>
      <DataGrid
        label={text('pane.peers')}
        look="peers"
        columns={columns}
        rows={value?.peers ?? NONE}
        keyOf={(peer) => peer.address}
        onMenu={(peer, at) => {
          menu.value = { peer, at };
        }}
        empty={text('peers.none')}
      />
      {menu.value && (
        <Menu
          label={menu.value.peer.address}
          groups={[copyItems(menu.value.peer.address, copy)]}
          at={menu.value.at}
          onClose={() => {
            menu.value = undefined;
          }}
        />
      )}
    </>
  );
}

function copyItems(address: string, copy: (address: string) => Promise<void>) {
  const label = text('peers.copy');
  return [{ icon: 'copy', label, run: () => void copy(address) } as const];
}
