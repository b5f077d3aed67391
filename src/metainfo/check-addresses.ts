import { InputError } from '../errors/input-error.ts';

/** Characters. */
const MAX_ADDRESS = 2048;
const TRACKER = /^(?:https?|udp|wss?):\/\/[^\s/?#]+\S*$/i;
const WEB_SEED = /^https?:\/\/[^\s/?#]+\S*$/i;

/** The tiers without empty ones. Throws InputError 'bad-tracker' for what can be none. */
export function checkTrackers(tiers: readonly (readonly string[])[]): string[][] {
  const wrong = tiers.flat().find((address) => !isTracker(address));
  if (wrong !== undefined) {
    throw new InputError('bad-tracker', `${wrong} is no address of a tracker`);
  }
  return tiers.filter((tier) => tier.length > 0).map((tier) => [...tier]);
}

/** Throws InputError 'bad-web-seed' for what can be none. */
export function checkWebSeeds(addresses: readonly string[]): void {
  const wrong = addresses.find((address) => !isWebSeed(address));
  if (wrong === undefined) return;
  throw new InputError('bad-web-seed', `${wrong} is no address of a web seed`);
}

export function isTracker(address: string): boolean {
  return isAddress(address, TRACKER);
}

export function isWebSeed(address: string): boolean {
  return isAddress(address, WEB_SEED);
}

function isAddress(address: string, form: RegExp): boolean {
  return address.length <= MAX_ADDRESS && form.test(address);
}
