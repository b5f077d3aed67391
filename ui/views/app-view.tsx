import { text } from '../i18n/text.ts';
import { useApp } from '../store/app.ts';
import { AddBar } from './add-bar.tsx';
import { AddPeersDialog } from './add-peers-dialog.tsx';
import { AddDialog } from './adding/add-dialog.tsx';
import { Announcer } from './announcer.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { CreateDialog } from './create-dialog.tsx';
import { DropOverlay } from './drop-overlay.tsx';
import { DroppedDialog } from './dropped-dialog.tsx';
import { EmptyState } from './empty-state.tsx';
import { FilterBar } from './filters/filter-bar.tsx';
import { FilterDrawer } from './filters/filter-drawer.tsx';
import { LabelsDialog } from './filters/labels-dialog.tsx';
import { NothingFound } from './filters/nothing-found.tsx';
import { RenameLabelDialog } from './filters/rename-label-dialog.tsx';
import { FolderNotice } from './folder-notice.tsx';
import { LogDialog } from './log-dialog.tsx';
import { NetworkDialog } from './network-dialog.tsx';
import { OpenFiles } from './open-files.tsx';
import { DetailsPane } from './pane/details-pane.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { RenameDialog } from './rename-dialog.tsx';
import { SettingsDialog } from './settings/settings-dialog.tsx';
import { StatisticsDialog } from './statistics-dialog.tsx';
import { StatusBar } from './status-bar.tsx';
import { ToastStack } from './toast-stack.tsx';
import { Toolbar } from './toolbar.tsx';
import { TorrentList } from './torrent-list.tsx';
import { TrackersDialog } from './trackers-dialog.tsx';
import { useShortcuts } from './use-shortcuts.ts';
import { ViewerDialog } from './viewer/viewer-dialog.tsx';

export function AppView() {
  useShortcuts(useApp());
  return (
    <div class="window">
      <OpenFiles>
        <AddBar />
        <ConnectionBanner />
        <div class="body">
          <FilterBar />
          <main class="workspace">
            <h1 class="unseen">{text('app.name')}</h1>
            <div class="main">
              <Content />
            </div>
            <DetailsPane />
          </main>
        </div>
        <ToastStack />
        <StatusBar />
        <DropOverlay />
      </OpenFiles>
      <Announcer />
      <FilterDrawer />
      <OpenedDialog />
      <AddDialog />
    </div>
  );
}

function Content() {
  const { filters, torrents } = useApp();
  if (!torrents.status.value) return <p class="starting">{text('app.starting')}</p>;
  if (torrents.ids.value.length === 0) return <EmptyState />;
  return (
    <>
      <FolderNotice />
      <Toolbar />
      {filters.shown.value.length === 0 ? <NothingFound /> : <TorrentList />}
    </>
  );
}

function OpenedDialog() {
  const { dialog } = useApp();
  const open = dialog.value;
  switch (open?.kind) {
    case undefined:
      return null;
    case 'remove':
      return <RemoveDialog ids={open.ids} deleteAtFirst={open.deleteData} />;
    case 'settings':
      return <SettingsDialog />;
    case 'dropped':
      return <DroppedDialog dropped={open.dropped} torrents={open.torrents} />;
    case 'create':
      return <CreateDialog shared={open.shared} />;
    case 'trackers':
      return <TrackersDialog id={open.id} />;
    case 'add-peers':
      return <AddPeersDialog id={open.id} />;
    case 'labels':
      return <LabelsDialog ids={open.ids} />;
    case 'rename-label':
      return <RenameLabelDialog label={open.label} />;
    case 'view':
      return <ViewerDialog view={open.view} />;
    case 'rename':
      return <RenameDialog naming={open.naming} />;
    case 'network':
      return <NetworkDialog />;
    case 'log':
      return <LogDialog />;
    case 'statistics':
      return <StatisticsDialog />;
    default:
      return open satisfies never;
  }
}
