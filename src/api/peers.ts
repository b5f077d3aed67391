/** How a peer came to be known; 'incoming': it dialled us. */
export type PeerSource =
  | 'tracker'
  | 'incoming'
  | 'magnet'
  | 'manual'
  | 'dht'
  | 'pex'
  | 'lsd';

/** The peers of one torrent; while it does not run, none. */
export interface TorrentPeers {
  /** Connected. */
  readonly peers: readonly PeerDetails[];
  /** Addresses that are known, by where they came from. */
  readonly known: Readonly<Record<PeerSource, number>>;
}

/** One connected peer. Rates in bytes of payload a second. */
export interface PeerDetails {
  /** "192.0.2.1:6881", "[2001:db8::1]:6881". */
  readonly address: string;
  /** What program it says it is, as it says it; null: unknown. */
  readonly client: string | null;
  readonly source: PeerSource;
  readonly direction: 'outgoing' | 'incoming';
  readonly downRate: number;
  readonly upRate: number;
  /** Bytes of payload in this connection. */
  readonly downloaded: number;
  readonly uploaded: number;
  /** What it has of all pieces, 0 to 1; 0 while that is not known. */
  readonly progress: number;
  /** Seconds since the handshakes. */
  readonly connected: number;
  readonly flags: PeerFlags;
}

export interface PeerFlags {
  /** We want something of it, and it does not let us. */
  readonly amInterested: boolean;
  readonly choking: boolean;
  /** It wants something of us, and we do not let it. */
  readonly interested: boolean;
  readonly amChoking: boolean;
  /** It was asked for something, and nothing comes. */
  readonly snubbed: boolean;
  /** It has a slot of ours though it did not earn one. */
  readonly optimistic: boolean;
  /** It has everything. */
  readonly seed: boolean;
  /** Met under the torrent's v2 name (BEP 52). */
  readonly v2: boolean;
  /** Both sides speak the fast extension (BEP 6). */
  readonly fast: boolean;
  /** In the local network. */
  readonly local: boolean;
}
