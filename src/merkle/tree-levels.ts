import { HASH_LENGTH } from '../bytes/merkle.ts';
import { levelAbove, type TreeLevel } from '../metainfo/layer-roots.ts';
import type { Hasher } from '../ports/hasher.ts';

/** A part of a hash tree, from some layer of it up. */
export class TreeLevels {
  readonly #levels: readonly TreeLevel[];

  private constructor(levels: readonly TreeLevel[]) {
    this.#levels = levels;
  }

  /** `base` has one layer; `count` levels are built on it. */
  static async build(
    base: TreeLevel,
    count: number,
    hasher: Hasher,
  ): Promise<TreeLevels> {
    const levels = [base];
    while (levels.length <= count) levels.push(await levelAbove(levels.at(-1)!, hasher));
    return new TreeLevels(levels);
  }

  /** `count` hashes from `index` of a level; 0 is the base. */
  hashes(level: number, index: number, count: number): Uint8Array {
    const { layers, pad } = this.#levels[level]!;
    const hashes = new Uint8Array(count * HASH_LENGTH);
    const from = index * HASH_LENGTH;
    const known = layers[0]!.subarray(from, from + hashes.length);
    hashes.set(known);
    for (let at = known.length; at < hashes.length; at += pad.length) hashes.set(pad, at);
    return hashes;
  }
}
