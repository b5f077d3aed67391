import * as v from 'valibot';
import { fromBase64, toBase64 } from '../bytes/base64.ts';
import type { DhtItem } from '../dht/item-store.ts';
import type { Publisher } from '../metainfo/publisher.ts';
import type { MagnetRecord } from './magnets.ts';

/** What is kept of a link that follows a publisher (BEP 46). */
export interface FollowingRecord extends MagnetRecord {
  /** The newest version found. */
  readonly item: DhtItem | undefined;
  /** Of the torrent, or its link, that stands for that version. */
  readonly current: string | undefined;
}

const Stored = v.object({
  link: v.string(),
  folder: v.object({ id: v.string(), name: v.string() }),
  paused: v.boolean(),
  pauseWhenKnown: v.boolean(),
  addedAt: v.number(),
  item: v.optional(
    v.object({ value: v.string(), signature: v.string(), seq: v.string() }),
  ),
  current: v.optional(v.string()),
});

export function encodeFollowing(record: FollowingRecord): Uint8Array {
  const { item, ...rest } = record;
  const { value, signature, seq } = item ?? {};
  const stored = value && {
    value: toBase64(value),
    signature: toBase64(signature!),
    seq: `${seq}`,
  };
  return new TextEncoder().encode(JSON.stringify({ ...rest, item: stored }));
}

/** Throws where it is none. */
export function decodeFollowing(
  bytes: Uint8Array,
  publisherOf: (link: string) => Publisher,
): FollowingRecord {
  const { item, ...rest } = v.parse(Stored, JSON.parse(new TextDecoder().decode(bytes)));
  const current = rest.current;
  if (!item) return { ...rest, current, item: undefined };
  const value = fromBase64(item.value);
  const signature = fromBase64(item.signature);
  if (!value || !signature) throw new Error('its item is not readable');
  const of = publisherOf(rest.link);
  return {
    ...rest,
    current,
    item: { value, signature, seq: BigInt(item.seq), ...of },
  };
}
