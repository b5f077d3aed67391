/**
 * Does the work for each item, on several at once: a lane takes the next item as soon as it is
 * done with one. After a failure no lane begins another; rejects with it once all have ended.
 */
export async function inLanes<Item>(
  lanes: number,
  items: Iterable<Item>,
  work: (item: Item, lane: number) => Promise<void>,
): Promise<void> {
  const source = items[Symbol.iterator]();
  let failed = false;
  const run = async (lane: number) => {
    try {
      while (!failed) {
        const next = source.next();
        if (next.done) return;
        await work(next.value, lane);
      }
    } catch (error) {
      failed = true;
      throw error;
    }
  };
  const runs = Array.from({ length: lanes }, (_, lane) => run(lane));
  const outcomes = await Promise.allSettled(runs);
  const broken = outcomes.find((outcome) => outcome.status === 'rejected');
  if (broken) throw broken.reason;
}
