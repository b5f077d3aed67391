import type { FilePriority } from '../../../src/api/snapshot.ts';
import type { GridColumn } from '../../components/grid-head.tsx';
import { Icon } from '../../components/icon.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import type { MenuPlace } from '../../components/menu-place.ts';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { formatBytes } from '../../format/bytes.ts';
import type { FileNode } from '../../format/file-tree.ts';
import { formatPercent } from '../../format/percent.ts';
import { text } from '../../i18n/text.ts';
import { PrioritySelect } from './priority-select.tsx';

export interface FileColumnsOptions {
  /** Bytes; undefined while not known. */
  readonly doneOf: (node: FileNode) => number | undefined;
  readonly isClosed: (node: FileNode) => boolean;
  readonly onToggle: (node: FileNode) => void;
  readonly onPriority: (node: FileNode, priority: FilePriority) => void;
  readonly onMore: (node: FileNode, at: MenuPlace) => void;
}

export function fileColumns(options: FileColumnsOptions): GridColumn<FileNode>[] {
  return [
    {
      key: 'name',
      label: text('column.name'),
      cell: (node) => <FileName node={node} {...options} />,
    },
    {
      key: 'size',
      label: text('column.size'),
      numeric: true,
      cell: ({ size }) => formatBytes(size),
    },
    {
      key: 'progress',
      label: text('column.progress'),
      cell: (node) => <FileProgress node={node} done={options.doneOf(node)} />,
    },
    {
      key: 'priority',
      label: text('files.priority'),
      cell: (node, reachable) => (
        <PrioritySelect
          files={node.files}
          label={text('files.priority-of', { name: node.name })}
          reachable={reachable}
          onChoose={(priority) => options.onPriority(node, priority)}
        />
      ),
    },
    {
      key: 'more',
      label: text('column.actions'),
      unseen: true,
      cell: (node, reachable) => (
        <MoreButton node={node} reachable={reachable} onMore={options.onMore} />
      ),
    },
  ];
}

interface MoreButtonProps extends Pick<FileColumnsOptions, 'onMore'> {
  readonly node: FileNode;
  readonly reachable: boolean;
}

function MoreButton({ node, reachable, onMore }: MoreButtonProps) {
  const action = text('action.more');
  return (
    <IconButton
      icon="more"
      label={text('action.of', { action, name: node.name })}
      hint={action}
      aria-haspopup="menu"
      tabIndex={reachable ? 0 : -1}
      onClick={({ currentTarget }) => {
        const { left, bottom } = currentTarget.getBoundingClientRect();
        onMore(node, { x: left, y: bottom + 4 });
      }}
    />
  );
}

interface FileNameProps extends FileColumnsOptions {
  readonly node: FileNode;
}

/** A folder is opened and closed by its icon, too; the keyboard does it on the row. */
function FileName({ node, isClosed, onToggle }: FileNameProps) {
  const isWanted = node.files.some(({ priority }) => priority !== 'skip');
  return (
    <span class="file-name" data-wanted={isWanted}>
      {node.file ? (
        <span class="file-toggle" />
      ) : (
        <span class="file-toggle" aria-hidden="true" onClick={() => onToggle(node)}>
          <Icon name={isClosed(node) ? 'closed' : 'opened'} />
        </span>
      )}
      <Icon name={node.file ? 'file' : 'folder'} />
      <bdi class="clip" title={node.name}>
        {node.name}
      </bdi>
    </span>
  );
}

interface FileProgressProps {
  readonly node: FileNode;
  readonly done: number | undefined;
}

function FileProgress({ node, done }: FileProgressProps) {
  if (done === undefined) return <span class="nothing">{text('row.nothing')}</span>;
  const share = node.size === 0 ? 1 : done / node.size;
  return (
    <span class="file-progress" data-complete={share >= 1}>
      <ProgressBar share={share} label={text('row.progress', { name: node.name })} />
      <span class="percent">{formatPercent(share)}</span>
    </span>
  );
}
