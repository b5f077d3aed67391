/**
 * Requests over TLS, by whatever the host has (fetch in Chrome, node:https in Node): the
 * engine speaks plain HTTP itself and cannot speak TLS. Redirects are not followed, or, where
 * the host cannot tell where they lead, by the host itself.
 */
export interface HttpsPort {
  /**
   * One GET, with these headers besides the host's own. Rejects with NetworkError. Of a body
   * of more than `limit` bytes it reads no more, and hangs up.
   */
  get(
    url: string,
    limit: number,
    signal: AbortSignal,
    headers?: ReadonlyMap<string, string>,
  ): Promise<HttpsResponse>;
}

export interface HttpsResponse {
  readonly status: number;
  /** Names in lower case. "location" is where a redirect leads that was not followed. */
  readonly headers: ReadonlyMap<string, string>;
  /** With any Content-Encoding already undone. */
  readonly body: Uint8Array;
  /** Whether there is more: these are the first bytes, as many as the limit let through. */
  readonly cut: boolean;
}
