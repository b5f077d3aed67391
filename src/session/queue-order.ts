/** Where a torrent goes in the queue, among those of its kind. */
export type QueueMove = 'top' | 'up' | 'down' | 'bottom';

/**
 * The list with some of its ids moved: they keep their order among each other, and steps over
 * the end are none.
 */
export function reordered(
  order: readonly string[],
  ids: ReadonlySet<string>,
  to: QueueMove,
): string[] {
  const moving = order.filter((id) => ids.has(id));
  const rest = order.filter((id) => !ids.has(id));
  switch (to) {
    case 'top':
      return [...moving, ...rest];
    case 'bottom':
      return [...rest, ...moving];
    case 'up':
      return stepped(order, ids);
    case 'down':
      return stepped(order.toReversed(), ids).reverse();
  }
}

/** The same within each kind: nobody of another kind changes place. */
export function reorderedByKind(
  order: readonly string[],
  ids: ReadonlySet<string>,
  to: QueueMove,
  kindOf: (id: string) => string,
): string[] {
  const kinds = new Map<string, string[]>();
  for (const id of order) {
    const list = kinds.get(kindOf(id));
    if (list) list.push(id);
    else kinds.set(kindOf(id), [id]);
  }
  const next = new Map<string, Iterator<string>>();
  for (const [kind, list] of kinds) next.set(kind, reordered(list, ids, to).values());
  return order.map((id) => next.get(kindOf(id))!.next().value!);
}

/** Each moving one before the one in front of it, unless that moves too. */
function stepped(order: readonly string[], ids: ReadonlySet<string>): string[] {
  const next = [...order];
  for (let at = 1; at < next.length; at++) {
    const [front, id] = [next[at - 1]!, next[at]!];
    if (ids.has(id) && !ids.has(front)) [next[at - 1], next[at]] = [id, front];
  }
  return next;
}
