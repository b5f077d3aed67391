import type { FileDetails } from '../../src/api/snapshot.ts';
import { locale, perLocale } from '../i18n/text.ts';

/** A file of a torrent, or a folder of them. */
export interface FileNode {
  /** Tells it from all others of the torrent. */
  readonly key: string;
  readonly name: string;
  /** From 1. */
  readonly level: number;
  /** Undefined for a folder. */
  readonly file: FileDetails | undefined;
  /** Of a folder: folders first, then files, each by name. */
  readonly children: readonly FileNode[];
  /** All files in it, however deep; of a file itself. */
  readonly files: readonly FileDetails[];
  /** Bytes. */
  readonly size: number;
}

interface Draft {
  readonly folders: Map<string, Draft>;
  readonly files: FileDetails[];
}

const collator = perLocale((tag) => new Intl.Collator(tag, { numeric: true }));

export function fileTree(files: readonly FileDetails[]): readonly FileNode[] {
  const top = emptyDraft();
  for (const file of files) {
    let at = top;
    for (const element of file.path.slice(0, -1)) {
      const below = at.folders.get(element) ?? emptyDraft();
      at.folders.set(element, below);
      at = below;
    }
    at.files.push(file);
  }
  return nodesOf(top, '', 1);
}

function emptyDraft(): Draft {
  return { folders: new Map(), files: [] };
}

function nodesOf({ folders, files }: Draft, within: string, level: number): FileNode[] {
  const folderNodes = [...folders].map(([name, draft]): FileNode => {
    // No name has a slash in it.
    const key = `${within}${name}/`;
    const children = nodesOf(draft, key, level + 1);
    const all = children.flatMap((child) => child.files);
    const size = all.reduce((sum, file) => sum + file.size, 0);
    return { key, name, level, file: undefined, children, files: all, size };
  });
  const fileNodes = files.map((file): FileNode => {
    const name = file.path.at(-1) ?? '';
    const key = `${file.index}`;
    return { key, name, level, file, children: [], files: [file], size: file.size };
  });
  return [...folderNodes.sort(byName), ...fileNodes.sort(byName)];
}

function byName(a: FileNode, b: FileNode): number {
  return collator().compare(a.name, b.name);
}

/** Those to be seen: nothing below a folder that is closed. */
export function openNodes(
  nodes: readonly FileNode[],
  isClosed: (key: string) => boolean,
): FileNode[] {
  const open: FileNode[] = [];
  const visit = (some: readonly FileNode[]) => {
    for (const node of some) {
      open.push(node);
      if (!node.file && !isClosed(node.key)) visit(node.children);
    }
  };
  visit(nodes);
  return open;
}

/** The files with all these words in their path, and the folders that lead to them. */
export function matchingNodes(nodes: readonly FileNode[], sought: string): FileNode[] {
  const words = sought.toLocaleLowerCase(locale()).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...nodes];
  const keep = (node: FileNode): FileNode | undefined => {
    if (node.file) {
      const path = node.file.path.join('/').toLocaleLowerCase(locale());
      return words.every((word) => path.includes(word)) ? node : undefined;
    }
    const children = node.children.flatMap((child) => keep(child) ?? []);
    if (children.length === 0) return undefined;
    const files = children.flatMap((child) => child.files);
    const size = files.reduce((sum, file) => sum + file.size, 0);
    return { ...node, children, files, size };
  };
  return nodes.flatMap((node) => keep(node) ?? []);
}
