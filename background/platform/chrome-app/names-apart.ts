/** Entries of different folders may have the same name: "a.txt", "a (1).txt", as in a drop. */
export function namesApart(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const dot = name.lastIndexOf('.');
    const stem = dot > 0 ? name.slice(0, dot) : name;
    let apart = name;
    for (let number = 1; taken.has(apart); number++) {
      apart = `${stem} (${number})${name.slice(stem.length)}`;
    }
    taken.add(apart);
    return apart;
  });
}
