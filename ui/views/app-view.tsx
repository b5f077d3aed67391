import { text } from '../i18n/text.ts';
import { useApp } from '../store/app.ts';
import { AddBar } from './add-bar.tsx';
import { Announcer } from './announcer.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { DropOverlay } from './drop-overlay.tsx';
import { EmptyState } from './empty-state.tsx';
import { FolderNotice } from './folder-notice.tsx';
import { OpenFiles } from './open-files.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { SettingsDialog } from './settings-dialog.tsx';
import { StatusBar } from './status-bar.tsx';
import { ToastStack } from './toast-stack.tsx';
import { Toolbar } from './toolbar.tsx';
import { TorrentList } from './torrent-list.tsx';
import { useShortcuts } from './use-shortcuts.ts';

export function AppView() {
  useShortcuts(useApp());
  return (
    <div class="window">
      <OpenFiles>
        <AddBar />
        <ConnectionBanner />
        <main class="main">
          <Content />
        </main>
        <ToastStack />
        <StatusBar />
        <DropOverlay />
      </OpenFiles>
      <Announcer />
      <OpenedDialog />
    </div>
  );
}

function Content() {
  const { torrents } = useApp();
  if (!torrents.status.value) return <p class="starting">{text('app.starting')}</p>;
  if (torrents.ids.value.length === 0) return <EmptyState />;
  return (
    <>
      <FolderNotice />
      <Toolbar />
      <TorrentList />
    </>
  );
}

function OpenedDialog() {
  const { dialog } = useApp();
  const open = dialog.value;
  if (open?.kind === 'remove') return <RemoveDialog ids={open.ids} />;
  if (open?.kind === 'settings') return <SettingsDialog />;
  return null;
}
