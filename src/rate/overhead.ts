/** Bytes of a full packet, and of its IPv4 and TCP headers. */
const PACKET = 1500;
const HEADERS = 40;
const PAYLOAD = PACKET - HEADERS;
/** Full packets that one acknowledgement answers. */
const ACKNOWLEDGED = 2;

/** What one way of a TCP connection took beside the payload: messages, headers (estimated). */
export class Overhead {
  #told = 0;

  /**
   * Bytes since the last call, never fewer than none: `payload` may lag behind by the block
   * that is arriving. `stream`: those of the connection so far, `payload` among them;
   * `opposite`: those of the other way, whose acknowledgements go this way.
   */
  since(stream: number, payload: number, opposite: number): number {
    const headers = (stream / PAYLOAD + opposite / PAYLOAD / ACKNOWLEDGED) * HEADERS;
    const all = Math.round(stream - payload + headers);
    const more = Math.max(0, all - this.#told);
    this.#told += more;
    return more;
  }
}
