import { BLOCK_LENGTH } from '../protocol/peer-wire/message.ts';
import type { SpeedMeter } from '../rate/speed-meter.ts';

/** What this needs to know of a peer. */
export interface Holder {
  /** Keys of the blocks it was asked for, oldest first. */
  readonly requests: ReadonlySet<number>;
  /** The block that is arriving right now. */
  readonly arriving: number;
  /** When a block last arrived, or requests began. */
  readonly lastBlock: number;
  readonly down: Pick<SpeedMeter, 'rate'>;
}

/** Milliseconds without a block, beyond those that the peer usually takes for two. */
const SILENCE = 2000;
/** What a block takes at a peer that never sent one, as far as we know. */
const UNPROVEN = 100;
/**
 * Blocks that an idle peer would bring long before those who were asked: of those who take
 * twice as long and `patience` milliseconds, or are silent, the slowest first, what it would
 * send last first. What is asked twice may be sent twice: somebody else waits for it then.
 */
export function lateBlocks(
  idle: Holder,
  peers: Iterable<Holder>,
  now: number,
  patience: number,
): number[] {
  const limit = 2 * due(idle, now) + patience;
  const late: { peer: Holder; due: number }[] = [];
  for (const peer of peers) {
    if (peer === idle || peer.requests.size === 0) continue;
    const time = due(peer, now);
    if (time > limit) late.push({ peer, due: time });
  }
  return late
    .sort((a, b) => (a.due === b.due ? 0 : b.due - a.due))
    .flatMap(({ peer, due }) => {
      const keys = [...peer.requests].reverse();
      // Of one that is gone without a word it never comes to its end.
      return Number.isFinite(due) ? keys.filter((key) => key !== peer.arriving) : keys;
    });
}

/** How many were asked for the block and are not silent: the others do not count. */
export function copiesComing(key: number, peers: Iterable<Holder>, now: number): number {
  let count = 0;
  for (const peer of peers) {
    if (peer.requests.has(key) && Number.isFinite(due(peer, now))) count++;
  }
  return count;
}

/** Milliseconds until all that the peer was asked for is here, as it delivers now. */
function due({ requests, lastBlock, down }: Holder, now: number): number {
  if (requests.size === 0) return 0;
  const rate = down.rate(now);
  const each = rate > 0 ? (BLOCK_LENGTH * 1000) / rate : UNPROVEN;
  if (now - lastBlock > SILENCE + 2 * each) return Number.POSITIVE_INFINITY;
  return requests.size * each;
}
