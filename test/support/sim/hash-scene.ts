import type { HashRange } from '../../../src/protocol/peer-wire/message.ts';
import { knownTrees } from './known-trees.ts';
import type { Machine } from './machine.ts';
import {
  type MemoryTorrent,
  type MemoryTorrentOptions,
  memoryTorrent,
} from './memory-torrent.ts';
import { ScriptedPeer } from './scripted-peer.ts';
import { World } from './world.ts';

export interface BothWays {
  readonly whole: MemoryTorrent;
  readonly bare: MemoryTorrent;
}

const made = new Map<MemoryTorrentOptions, BothWays>();

/** The same torrent with and without its piece layers. */
export function bothWays(options: MemoryTorrentOptions): BothWays {
  const version = options.version ?? 'v2';
  const both = made.get(options) ?? {
    whole: memoryTorrent({ ...options, version }),
    bare: memoryTorrent({ ...options, version, withLayers: false }),
  };
  made.set(options, both);
  return both;
}

export interface HashScene {
  readonly world: World;
  readonly leech: Machine;
  readonly whole: MemoryTorrent;
  readonly answer: ReturnType<typeof knownTrees>;
  /** A peer that tells right hashes, unless `change` makes others of them. */
  join(
    from: string,
    change?: (hashes: Uint8Array, range: HashRange) => Uint8Array | undefined,
  ): Promise<ScriptedPeer>;
}

/** One downloads a torrent without its piece layers; scripted peers are all that it has. */
export async function hashScene(options: MemoryTorrentOptions): Promise<HashScene> {
  const { whole, bare } = bothWays(options);
  const world = new World();
  const leech = await world.start('10.0.0.1');
  await leech.add(bare);
  await world.pass(50);
  const answer = knownTrees(whole);
  const join: HashScene['join'] = async (from, change = (hashes) => hashes) => {
    const named = { ...whole, infoHash: whole.hashes.v2!.subarray(0, 20) };
    const peer = await ScriptedPeer.join(world, from, leech, named);
    const reply = async (range: HashRange) => {
      const right = await answer(range);
      const hashes = right && change(right, range);
      if (hashes) peer.send({ ...range, kind: 'hashes', hashes });
      else peer.send({ ...range, kind: 'hash-reject' });
    };
    peer.onHashRequest = (range) => void reply(range);
    const early = peer.messages.filter((message) => message.kind === 'hash-request');
    for (const range of early) await reply(range);
    return peer;
  };
  return { world, leech, whole, answer, join };
}
