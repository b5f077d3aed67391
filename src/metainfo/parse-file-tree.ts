import type { BencodeDict, BencodeValue } from '../bencode/value.ts';
import { encodeLatin1 } from '../bytes/text.ts';
import { InputError } from '../errors/input-error.ts';
import { type ListedFile, parseListedFile } from './listed-file.ts';
import { type RawName, rawName, vanishes } from './raw-name.ts';

const ROOT_LENGTH = 32;

/**
 * The files of a "file tree" (BEP 52), in its order. `name`: the torrent's, that of the folder
 * around them; undefined when the tree is of a single file, whose name then is its own. Throws
 * InputError.
 */
export function parseFileTree(
  tree: BencodeDict,
  name: RawName | undefined,
): ListedFile[] {
  const files: ListedFile[] = [];
  walk(tree, name === undefined ? [] : [name], files);
  return files;
}

/** How deep it goes the decoder bounds. */
function walk(folder: BencodeDict, path: readonly RawName[], files: ListedFile[]): void {
  for (const [key, value] of folder.entries) {
    if (key === '') throw new InputError('not-a-torrent', 'a file has no name');
    if (value.kind !== 'dict') throw new InputError('not-a-torrent', 'a file is no dict');
    const inner = [...path, keyName(key)];
    if (isLeaf(value)) files.push(parseLeaf(inner, value.get('')!));
    else walk(value, inner, files);
  }
}

/** Whether the tree is one file and nothing else: it then has no folder around it. */
export function isSingleFile(tree: BencodeDict): boolean {
  const [only, ...others] = tree.entries.values();
  return only?.kind === 'dict' && others.length === 0 && isLeaf(only);
}

/** What stands for a file is a dict whose one key is empty. */
function isLeaf(node: BencodeDict): boolean {
  return node.hasOnly('');
}

function parseLeaf(path: readonly RawName[], leaf: BencodeValue): ListedFile {
  if (leaf.kind !== 'dict') throw new InputError('not-a-torrent', 'a file is no dict');
  if (path.length === 1 && vanishes(path[0]!)) {
    throw new InputError('not-a-torrent', 'the file has no name');
  }
  const file = parseListedFile(leaf, path);
  if (file.kind === 'pad') {
    throw new InputError('not-a-torrent', 'a version 2 torrent lists a pad file');
  }
  if (file.length > 0) file.piecesRoot = parseRoot(leaf);
  return file;
}

function parseRoot(leaf: BencodeDict): Uint8Array {
  const root = leaf.bytes('pieces root');
  if (root?.length === ROOT_LENGTH && root.some((byte) => byte !== 0)) return root;
  throw new InputError('not-a-torrent', "a file's pieces root is missing or wrong");
}

/** Keys come as one character a byte. */
function keyName(key: string): RawName {
  return isAscii(key) ? key : rawName(encodeLatin1(key));
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}
