/** As many as a row names. */
const MOST = 8;
const SHAPE = /^\w+:\/\/([^/?#]+)/;

type Addresses = readonly (string | readonly string[])[];

/** The hosts of trackers, worked out once for each list of addresses. */
export class TrackerHosts {
  readonly #known = new WeakMap<Addresses, readonly string[]>();

  /** Each once, in their order, without ports; the first few. `addresses`: is not changed. */
  of(addresses: Addresses): readonly string[] {
    const known = this.#known.get(addresses);
    if (known) return known;
    const hosts = new Set<string>();
    for (const address of addresses.flat()) {
      const host = hostOf(address);
      if (host) hosts.add(host);
      if (hosts.size === MOST) break;
    }
    const found = [...hosts];
    this.#known.set(addresses, found);
    return found;
  }
}

/** As the URL parser reads names of the web, whatever the scheme. */
function hostOf(address: string): string | undefined {
  const web = `http://${SHAPE.exec(address)?.[1] ?? ''}`;
  return URL.canParse(web) ? new URL(web).hostname : undefined;
}
