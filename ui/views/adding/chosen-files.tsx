import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { FileDetails } from '../../../src/api/snapshot.ts';
import { DataGrid } from '../../components/data-grid.tsx';
import { SearchField } from '../../components/search-field.tsx';
import { formatBytes } from '../../format/bytes.ts';
import {
  type FileNode,
  fileTree,
  matchingNodes,
  openNodes,
} from '../../format/file-tree.ts';
import { formatCount, isolate, plural, text } from '../../i18n/text.ts';
import type { AddItem } from '../../store/add-item.ts';
import { onFileKey } from '../pane/file-keys.ts';
import { chosenColumns } from './chosen-columns.tsx';
import { KindChoice } from './kind-choice.tsx';

/** Of more files folders are closed at first, but for the one around all. */
const OPEN_AT_MOST = 200;

export interface ChosenFilesProps {
  readonly item: AddItem;
  readonly files: readonly FileDetails[];
}

/** The files of a torrent that is to be added, and which of them are wanted. */
export function ChosenFiles({ item, files }: ChosenFilesProps) {
  const sought = useSignal('');
  const all = useMemo(() => fileTree(files), [files]);
  const closed = useSignal<ReadonlySet<string>>(closedAtFirst(all, files.length));
  const matching = useMemo(() => matchingNodes(all, sought.value), [all, sought.value]);
  const isSearch = sought.value.trim() !== '';
  const nodes = openNodes(matching, (key) => !isSearch && closed.value.has(key));
  const shown = matching.flatMap((node) => node.files);
  const unwanted = item.unwanted.value;
  const isClosed = ({ key }: FileNode) => !isSearch && closed.value.has(key);
  const toggle = ({ key }: FileNode) => {
    const next = new Set(closed.value);
    if (!next.delete(key)) next.add(key);
    closed.value = next;
  };
  const turn = (some: readonly FileDetails[]) =>
    item.want(
      some,
      some.some(({ index }) => unwanted.has(index)),
    );
  return (
    <>
      <p class="add-facts" role="status">
        {unwanted.size === files.length
          ? text('adding.nothing-chosen')
          : contents(files, unwanted)}
      </p>
      {files.length > 1 && (
        <div class="add-tools">
          <SearchField label={text('adding.search')} value={sought} />
          <KindChoice
            files={shown}
            unwanted={unwanted}
            onChoose={(some, wanted) => item.want(some, wanted)}
          />
        </div>
      )}
      <DataGrid
        label={text('adding.files')}
        look="chosen"
        columns={chosenColumns({ unwanted, isClosed, onToggle: toggle, onTurn: turn })}
        rows={nodes}
        keyOf={({ key }) => key}
        branchOf={(node) => ({
          level: node.level,
          expanded: node.file ? undefined : !isClosed(node),
        })}
        onRowKey={(event, node) =>
          onFileKey(event, node, {
            nodes,
            isClosed: isClosed(node),
            toggle: () => toggle(node),
            prioritise: () => turn(node.files),
          })
        }
        empty={text('adding.no-match', { sought: isolate(sought.value) })}
      />
    </>
  );
}

function contents(files: readonly FileDetails[], unwanted: ReadonlySet<number>): string {
  const chosen = files.filter(({ index }) => !unwanted.has(index));
  const size = formatBytes(sizeOf(files));
  if (chosen.length === files.length) {
    return plural('adding.contents', files.length, { size });
  }
  return plural('adding.chosen', chosen.length, {
    chosen: formatBytes(sizeOf(chosen)),
    size,
    files: formatCount(files.length),
  });
}

function sizeOf(files: readonly FileDetails[]): number {
  return files.reduce((sum, { size }) => sum + size, 0);
}

function closedAtFirst(nodes: readonly FileNode[], count: number): ReadonlySet<string> {
  if (count <= OPEN_AT_MOST) return new Set();
  const below = nodes.flatMap((node) => node.children);
  return new Set(openNodes(below, () => false).map(({ key }) => key));
}
