/**
 * Requests over TLS, by whatever the host has (fetch in Chrome, node:https in Node): the
 * engine speaks plain HTTP itself and cannot speak TLS. Redirects are not followed.
 */
export interface HttpsPort {
  /**
   * One GET. Rejects with NetworkError; reads at most `limit` body bytes, and rejects with
   * code 'failed' beyond that.
   */
  get(url: string, limit: number, signal: AbortSignal): Promise<HttpsResponse>;
}

export interface HttpsResponse {
  readonly status: number;
  /** The Location header, if any. */
  readonly location: string | undefined;
  /** With any Content-Encoding already undone. */
  readonly body: Uint8Array;
}
