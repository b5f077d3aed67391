import { equal } from '../bytes/equal.ts';
import { ProtocolError } from '../errors/protocol-error.ts';
import {
  type InfoHashes,
  type SwarmVersion,
  swarmName,
  swarmVersions,
} from '../metainfo/info-hash.ts';
import {
  EXTENSION_BIT,
  EXTENSION_BYTE,
} from '../protocol/extension/extended-handshake.ts';
import { FAST_BIT, FAST_BYTE, type Handshake } from '../protocol/peer-wire/handshake.ts';
import type { Dht } from './dht.ts';

/** Who we are in the swarms of one torrent. */
export interface Identity {
  readonly hashes: InfoHashes;
  /** 20 bytes. */
  readonly peerId: Uint8Array;
  /** undefined: the DHT does not hear of it, as it is private (BEP 27). */
  readonly dht: Dht | undefined;
}

/** The reserved bit that offers to go on under the v2 name (BEP 52, "upgrade path"). */
const UPGRADE_BYTE = 7;
const UPGRADE_BIT = 0x10;

/** The reserved bit that says we have a node of the DHT (BEP 5). */
const DHT_BYTE = 7;
const DHT_BIT = 0x01;

/** What we say in the swarm of that version; that we know BEP 6, 10, and perhaps 5 and 52. */
export function handshakeFor(identity: Identity, version: SwarmVersion): Handshake {
  const { hashes, peerId, dht } = identity;
  const reserved = new Uint8Array(8);
  reserved[EXTENSION_BYTE] = EXTENSION_BIT;
  reserved[FAST_BYTE] = FAST_BIT;
  if (dht?.port !== undefined) reserved[DHT_BYTE]! |= DHT_BIT;
  if (hashes.v2) reserved[UPGRADE_BYTE]! |= UPGRADE_BIT;
  return { reserved, infoHash: swarmName(hashes, version)!, peerId };
}

/**
 * Under which name a connection goes on, by the other side's handshake. `greeted`: the name
 * that we dialled with; undefined when they dialled, and the answer is ours to choose. Throws
 * ProtocolError 'wrong-info-hash'.
 */
export function agreedVersion(
  { hashes }: Identity,
  theirs: Handshake,
  greeted: SwarmVersion | undefined,
): SwarmVersion {
  const said = swarmVersions(hashes).find((version) =>
    equal(swarmName(hashes, version)!, theirs.infoHash),
  );
  if (!said || (greeted === 'v2' && said === 'v1')) {
    throw new ProtocolError('wrong-info-hash', 'it answered for another torrent');
  }
  if (greeted || said === 'v2' || !hashes.v2) return said;
  return (theirs.reserved[UPGRADE_BYTE]! & UPGRADE_BIT) !== 0 ? 'v2' : 'v1';
}

/** Whether the other side has a node of the DHT (BEP 5). */
export function hasDhtNode(theirs: Handshake): boolean {
  return (theirs.reserved[DHT_BYTE]! & DHT_BIT) !== 0;
}
