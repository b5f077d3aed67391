import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { FilePriority, TorrentDetails } from '../../../src/api/snapshot.ts';
import { DataGrid } from '../../components/data-grid.tsx';
import type { MenuPlace } from '../../components/menu-place.ts';
import { SearchField } from '../../components/search-field.tsx';
import {
  type FileNode,
  fileTree,
  matchingNodes,
  openNodes,
} from '../../format/file-tree.ts';
import { isolate, plural, text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';
import { attempt } from '../../store/attempt.ts';
import { fileColumns } from './file-columns.tsx';
import { onFileKey } from './file-keys.ts';
import { type FileDeeds, FileMenu } from './file-menu.tsx';
import { PrioritySelect } from './priority-select.tsx';
import { useFileProgress } from './use-file-progress.ts';

/** Of more files folders are closed at first, but for the one around all. */
const OPEN_AT_MOST = 500;

interface OpenMenu {
  readonly node: FileNode;
  readonly at: MenuPlace;
}

export interface FileTreeProps {
  readonly details: TorrentDetails;
  /** Files are wanted more, or less, than the details say. */
  readonly onChanged: () => void;
}

export function FileTree({ details, onChanged }: FileTreeProps) {
  const { commands, dialog, toasts, viewing } = useApp();
  const menu = useSignal<OpenMenu | undefined>(undefined);
  const { id, files } = details;
  const sought = useSignal('');
  const all = useMemo(() => fileTree(files), [files]);
  const closed = useSignal<ReadonlySet<string>>(closedAtFirst(all, files.length));
  const matching = useMemo(() => matchingNodes(all, sought.value), [all, sought.value]);
  const isSearch = sought.value.trim() !== '';
  const nodes = openNodes(matching, (key) => !isSearch && closed.value.has(key));
  const shown = matching.flatMap((node) => node.files);
  const setLabel = text(isSearch ? 'files.set-shown' : 'files.set-all');
  const doneOf = useFileProgress(details);

  const toggle = ({ key }: FileNode) => {
    const next = new Set(closed.value);
    if (!next.delete(key)) next.add(key);
    closed.value = next;
  };
  const prioritise = (some: FileNode['files'], priority: FilePriority) =>
    attempt(
      toasts,
      async () => {
        const indices = some.map(({ index }) => index);
        await commands.setPriorities(id, indices, priority);
        onChanged();
      },
      text('files.failed'),
    );

  const deeds: FileDeeds = {
    canOpen: (node) => node.file !== undefined && doneOf(node) === node.size,
    open: ({ file }) => file && void viewing.open(id, file),
    saveCopy: async ({ file }) => {
      const said = file && (await viewing.saveCopy(id, file));
      if (said) toasts.show(said);
    },
    rename: ({ files: [file], level, name }) => {
      const naming = { id, name, path: file?.path.slice(0, level), done: onChanged };
      dialog.value = { kind: 'rename', naming };
    },
  };
  const open = (node: FileNode) => {
    if (!viewing.files) return;
    if (deeds.canOpen(node)) return deeds.open(node);
    toasts.show({ tone: 'plain', text: text('error.input.file-incomplete') });
  };
  const openMenu = (node: FileNode, at: MenuPlace) => {
    menu.value = { node, at };
  };

  return (
    <>
      <div class="pane-bar">
        <SearchField label={text('files.search')} value={sought} />
        <p class="pane-facts">
          {isSearch
            ? plural('files.shown', shown.length)
            : plural('details.files', shown.length)}
        </p>
        {shown.length > 1 && (
          <span class="pane-choice">
            <span aria-hidden="true">{setLabel}</span>
            <PrioritySelect
              files={shown}
              label={setLabel}
              reachable
              onChoose={(priority) => void prioritise(shown, priority)}
            />
          </span>
        )}
      </div>
      <DataGrid
        label={text('pane.files')}
        look="files"
        columns={fileColumns({
          doneOf,
          isClosed: (node) => !isSearch && closed.value.has(node.key),
          onToggle: toggle,
          onPriority: (node, priority) => void prioritise(node.files, priority),
          onMore: openMenu,
        })}
        rows={nodes}
        keyOf={(node) => node.key}
        branchOf={({ file, key, level }) => ({
          level,
          expanded: file ? undefined : isSearch || !closed.value.has(key),
        })}
        onRowKey={(event, node) =>
          onFileKey(event, node, {
            nodes,
            isClosed: closed.value.has(node.key),
            toggle: () => toggle(node),
            open: () => open(node),
            rename: () => deeds.rename(node),
            prioritise: (priority) => void prioritise(node.files, priority),
          })
        }
        onMenu={openMenu}
        onOpen={(node) => (node.file ? open(node) : toggle(node))}
        empty={text('files.no-match', { sought: isolate(sought.value) })}
      />
      {menu.value && (
        <FileMenu
          {...menu.value}
          deeds={deeds}
          onClose={() => {
            menu.value = undefined;
          }}
        />
      )}
    </>
  );
}

function closedAtFirst(nodes: readonly FileNode[], count: number): ReadonlySet<string> {
  if (count <= OPEN_AT_MOST) return new Set();
  const below = nodes.flatMap((node) => node.children);
  return new Set(openNodes(below, () => false).map(({ key }) => key));
}
