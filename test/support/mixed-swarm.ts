import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Aria2Peer, downloadWithAria2 } from './aria2.ts';
import { dealPieces } from './dealt-pieces.ts';
import { differencesIn, type FileSet, makeFileSet } from './file-set.ts';
import type { Host } from './host.ts';
import { downloadWithLibtorrent, type LibtorrentPeer } from './libtorrent.ts';
import { NetworkNamespace } from './network-namespace.ts';
import { Opentracker } from './opentracker.ts';
import type { Scene } from './scene.ts';
import { type MadeTorrent, makeTorrent } from './torrent.ts';
import { downloadWithTransmission, type TransmissionPeer } from './transmission.ts';

const MIB = 1 << 20;
const PIECE = 256 << 10;
/** Odd sizes, an empty file, a deep one, names in several scripts. */
const SIZES = {
  'film/part 1.mkv': 13 * MIB + 12_345,
  'film/extras/szöveg – 字幕.srt': 70_001,
  empty: 0,
  'music/Ænima/01 – первый.flac': 5 * MIB + 1,
  'שלום/🎈.bin': 3 * MIB,
};

/** The kinds of clients beside Rill. */
export const CLIENTS = ['libtorrent', 'aria2', 'Transmission'] as const;
export type Client = (typeof CLIENTS)[number];

interface Member {
  readonly peer: LibtorrentPeer | Aria2Peer | TransmissionPeer;
  readonly dir: string;
  /** What it writes of the torrent's. */
  readonly files: FileSet;
}

/** A network of a test's own, with a tracker in it. */
export interface TrackedNetwork {
  readonly network: NetworkNamespace;
  /** Its first host, which is for Rill. */
  readonly home: Host;
  readonly tracker: Opentracker;
}

export async function openTrackedNetwork(scene: Scene): Promise<TrackedNetwork> {
  const network = await scene.keep(NetworkNamespace.open());
  const home = network.nextHost();
  const tracker = await scene.keep(Opentracker.start(network.nextHost()));
  return { network, home, tracker };
}

/** The swarm of one torrent: Rill, and real clients on hosts of their own. */
export class MixedSwarm {
  readonly torrent: MadeTorrent;
  readonly #scene: Scene;
  readonly #network: NetworkNamespace;
  readonly #members: Member[] = [];

  /** Makes the files and the v1 torrent `name`, in a folder of their own. */
  static async open(
    scene: Scene,
    { network, tracker }: TrackedNetwork,
    name: string,
  ): Promise<MixedSwarm> {
    const parent = join(scene.dir, `of ${name}`);
    const files = await makeFileSet(parent, name, SIZES, name.length);
    const trackers = [tracker.httpUrl];
    const torrent = await makeTorrent(files, { trackers, pieceLength: PIECE });
    await tracker.allow(torrent.infoHash);
    return new MixedSwarm(scene, network, torrent);
  }

  private constructor(scene: Scene, network: NetworkNamespace, torrent: MadeTorrent) {
    this.#scene = scene;
    this.#network = network;
    this.torrent = torrent;
  }

  /** Where the torrent's files lie, all of them. */
  get original(): string {
    return this.torrent.files.parent;
  }

  /** Puts every piece into `dir` that falls to one of so many `parts`. */
  deal(dir: string, part: number, parts: number): Promise<void> {
    const { files } = this.torrent;
    return dealPieces(files, PIECE, dir, (piece) => piece % parts === part);
  }

  /** Starts one that has that part of the pieces; without one, nothing. */
  async join(client: Client, part?: number, parts = 1): Promise<void> {
    const host = this.#network.nextHost();
    const dir = join(this.#scene.dir, host.address);
    await mkdir(dir);
    if (part !== undefined) await this.deal(dir, part, parts);
    const peer = await this.#scene.keep(start(client, this.torrent, dir, host));
    this.#members.push({ peer, dir, files: filesOf(client, this.torrent.files) });
  }

  /** Once all of them have all; rejects with the log of one that has not. */
  async complete(timeout: number): Promise<void> {
    await Promise.all(this.#members.map(({ peer }) => peer.complete(timeout)));
  }

  /** The files that are not as they should be, of any of them and in `dir`. */
  async differences(dir: string): Promise<string[]> {
    const all = [...this.#members, { dir, files: this.torrent.files }];
    const different = all.map((one) => differencesIn(one.files, one.dir));
    return (await Promise.all(different)).flat();
  }
}

function start(
  client: Client,
  torrent: MadeTorrent,
  dir: string,
  host: Host,
): Promise<Member['peer']> {
  switch (client) {
    case 'libtorrent':
      return downloadWithLibtorrent(torrent, dir, { host });
    case 'aria2':
      return downloadWithAria2(torrent, dir, host);
    case 'Transmission':
      return downloadWithTransmission(torrent, dir, host);
  }
}

/** Transmission 3.00 makes no empty file. */
function filesOf(client: Client, files: FileSet): FileSet {
  if (client !== 'Transmission') return files;
  return { ...files, files: files.files.filter(({ size }) => size > 0) };
}
