import { BUCKET_SIZE } from './bucket.ts';
import type { Buckets } from './buckets.ts';
import type { Contacts } from './contacts.ts';
import { distancePart } from './node-id.ts';

/**
 * How many nodes there may be in all, by how close the closest are to us: those whose ids are
 * their addresses' own, where there are enough, for others may be of any number.
 */
export function networkSize(buckets: Buckets, contacts: Contacts): number {
  const all: number[] = [];
  const verified: number[] = [];
  // The last bucket has the closest: mostly two or three of them will do.
  for (let at = buckets.all.length - 1; at >= 0; at--) {
    for (const row of buckets.all[at]!.live) {
      const distance = distancePart(contacts.records, contacts.idAt(row), buckets.id);
      all.push(distance);
      if (contacts.verified[row]) verified.push(distance);
    }
    if (verified.length >= BUCKET_SIZE) break;
  }
  const distances = verified.length < BUCKET_SIZE ? all : verified;
  if (distances.length < BUCKET_SIZE) return all.length + 1;
  const eighth = distances.sort((a, b) => a - b)[BUCKET_SIZE - 1]!;
  return Math.round(BUCKET_SIZE / eighth);
}
