/** Names of hosts. Every failure is a NetworkError. */
export interface DnsPort {
  /**
   * The addresses of a name, as literals, at least one, of either family; of a literal, itself.
   * A host may leave out what it has no way to. Rejects with NetworkError: 'aborted' once
   * the signal fires, 'name-not-found' when there is none, else what the network answered.
   */
  resolve(name: string, signal: AbortSignal): Promise<readonly string[]>;
}
