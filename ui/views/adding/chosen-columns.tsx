import type { FileDetails } from '../../../src/api/snapshot.ts';
import type { GridColumn } from '../../components/grid-head.tsx';
import { Icon } from '../../components/icon.tsx';
import { formatBytes } from '../../format/bytes.ts';
import type { FileNode } from '../../format/file-tree.ts';
import { text } from '../../i18n/text.ts';

export interface ChosenColumnsOptions {
  readonly unwanted: ReadonlySet<number>;
  readonly isClosed: (node: FileNode) => boolean;
  readonly onToggle: (node: FileNode) => void;
  /** All of these are wanted, or, where they were already, none. */
  readonly onTurn: (files: readonly FileDetails[]) => void;
}

export function chosenColumns(options: ChosenColumnsOptions): GridColumn<FileNode>[] {
  return [
    {
      key: 'name',
      label: text('column.name'),
      cell: (node, reachable) => (
        <ChosenName node={node} reachable={reachable} {...options} />
      ),
    },
    {
      key: 'size',
      label: text('column.size'),
      numeric: true,
      cell: ({ size }) => formatBytes(size),
    },
  ];
}

interface ChosenNameProps extends ChosenColumnsOptions {
  readonly node: FileNode;
  readonly reachable: boolean;
}

function ChosenName(props: ChosenNameProps) {
  const { node, reachable, unwanted, isClosed, onToggle, onTurn } = props;
  const skipped = node.files.filter(({ index }) => unwanted.has(index)).length;
  return (
    <span class="file-name" data-wanted={skipped < node.files.length}>
      {node.file ? (
        <span class="file-toggle" />
      ) : (
        <span class="file-toggle" aria-hidden="true" onClick={() => onToggle(node)}>
          <Icon name={isClosed(node) ? 'closed' : 'opened'} />
        </span>
      )}
      <label class="file-box">
        <input
          type="checkbox"
          aria-label={text('adding.wanted', { name: node.name })}
          tabIndex={reachable ? 0 : -1}
          checked={skipped === 0}
          ref={(box) => {
            if (box) box.indeterminate = skipped > 0 && skipped < node.files.length;
          }}
          onChange={() => onTurn(node.files)}
        />
      </label>
      <Icon name={node.file ? 'file' : 'folder'} />
      <bdi class="clip" title={node.name}>
        {node.name}
      </bdi>
    </span>
  );
}
