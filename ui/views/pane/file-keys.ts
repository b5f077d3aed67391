import type { FilePriority } from '../../../src/api/snapshot.ts';
import { inlineKeys } from '../../components/inline-keys.ts';
import type { FileNode } from '../../format/file-tree.ts';

export interface FileKeyScene {
  /** In the order shown. */
  readonly nodes: readonly FileNode[];
  readonly isClosed: boolean;
  toggle(): void;
  /** Where a file can be opened, and called otherwise. */
  readonly open?: (() => void) | undefined;
  readonly rename?: (() => void) | undefined;
  prioritise(priority: FilePriority): void;
}

/**
 * Arrow keys along the line close and open a folder, and go between it and what is in it; Enter
 * opens, F2 renames, Space says whether it is wanted. Answers where to go.
 */
export function onFileKey(
  event: KeyboardEvent,
  node: FileNode,
  scene: FileKeyScene,
): string | undefined {
  const isFolder = node.file === undefined;
  const [back, forth] = inlineKeys(event.currentTarget as Element);
  switch (event.key) {
    case forth:
      event.preventDefault();
      if (isFolder && !scene.isClosed) return node.children[0]?.key;
      if (isFolder) scene.toggle();
      return undefined;
    case back:
      event.preventDefault();
      if (!isFolder || scene.isClosed) return parentOf(node, scene.nodes)?.key;
      scene.toggle();
      return undefined;
    case 'Enter':
      event.preventDefault();
      if (isFolder) scene.toggle();
      else scene.open?.();
      return undefined;
    case 'F2':
      event.preventDefault();
      scene.rename?.();
      return undefined;
    case ' ': {
      event.preventDefault();
      const isWanted = node.files.some(({ priority }) => priority !== 'skip');
      scene.prioritise(isWanted ? 'skip' : 'normal');
      return undefined;
    }
    default:
      return undefined;
  }
}

function parentOf(node: FileNode, nodes: readonly FileNode[]): FileNode | undefined {
  return nodes
    .slice(0, nodes.indexOf(node))
    .findLast(({ level }) => level === node.level - 1);
}
