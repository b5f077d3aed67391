/** Which hosts nothing passes between, at present. */
export class Partitions {
  readonly #partings = new Set<readonly [ReadonlySet<string>, ReadonlySet<string>]>();

  /** From now on nothing gets from these addresses to those, nor back, until it is healed. */
  part(these: Iterable<string>, those: Iterable<string>): { heal(): void } {
    const parting = [new Set(these), new Set(those)] as const;
    this.#partings.add(parting);
    return { heal: () => void this.#partings.delete(parting) };
  }

  apart(one: string, other: string): boolean {
    for (const [these, those] of this.#partings) {
      if (these.has(one) && those.has(other)) return true;
      if (these.has(other) && those.has(one)) return true;
    }
    return false;
  }
}
