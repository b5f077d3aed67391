import { equal } from '../../bytes/equal.ts';
import type { DhtItem } from '../item-store.ts';
import { copyItem } from './copy-item.ts';
import { type ItemChecks, verifyItem } from './verify-item.ts';

/**
 * Which of the answers to one get is to be believed (BEP 44): the one with the highest
 * sequence number among those that are what they claim to be. Nodes may answer old versions
 * in good faith; one that answers anything else is wrong or lies.
 */
export class NewestItem {
  readonly #target: Uint8Array;
  readonly #salt: Uint8Array | undefined;
  readonly #checks: ItemChecks;
  #item: DhtItem | undefined;

  /** `salt`: of the item that is looked for; answers do not tell it. */
  constructor(target: Uint8Array, salt: Uint8Array | undefined, checks: ItemChecks) {
    this.#target = target;
    this.#salt = salt;
    this.#checks = checks;
  }

  /** The newest so far, in memory of its own. */
  get item(): DhtItem | undefined {
    return this.#item;
  }

  /**
   * Takes an answer, which may change as soon as this returns: false when it is no version of
   * the item. An older version than the newest is not looked at.
   */
  async add(answer: Omit<DhtItem, 'salt'>): Promise<boolean> {
    const salt = answer.key && this.#salt;
    const item = copyItem({ ...answer, ...(salt && { salt }) });
    if (this.#item && isKnown(item, this.#item)) return true;
    if (!(await verifyItem(item, this.#target, this.#checks))) return false;
    // Another may have come in the meantime.
    if (!this.#item || isNewer(item, this.#item)) this.#item = item;
    return true;
  }
}

/** Whether its sequence number is higher. An immutable item has one version. */
export function isNewer(item: DhtItem, other: DhtItem): boolean {
  return (item.seq ?? -1) > (other.seq ?? -1);
}

/** Whether there is nothing to verify: it was seen before, or is of no interest any more. */
function isKnown(item: DhtItem, newest: DhtItem): boolean {
  if (item.key && newest.key) {
    if (!equal(item.key, newest.key)) return false;
    if (isNewer(newest, item)) return true;
  }
  return item.seq === newest.seq && equal(item.value, newest.value);
}
