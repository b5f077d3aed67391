/** The host of an address, as a person knows a tracker; the address itself if it has none. */
export function hostName(address: string): string {
  if (!URL.canParse(address)) return address;
  return new URL(address).host || address;
}
