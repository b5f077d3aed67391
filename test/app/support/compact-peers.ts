/** Peers "a.b.c.d:port" as a tracker writes them: six bytes each (BEP 23). */
export function encodeCompactPeers(peers: readonly string[]): Buffer {
  return Buffer.concat(
    peers.map((peer) => {
      const [host = '', port] = peer.split(':');
      const bytes = Buffer.alloc(6);
      bytes.set(host.split('.').map(Number));
      bytes.writeUInt16BE(Number(port), 4);
      return bytes;
    }),
  );
}
