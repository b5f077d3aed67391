import * as v from 'valibot';
import { exactly } from './exactly.ts';

/**
 * What the companion extension and the app say to each other beside the contract of the
 * windows: single messages, each answered once, so that either may sleep in between. Neither
 * hears anybody else: Chrome hands over only what comes from the other's id.
 */
export const COMPANION_VERSION = 1;

/** From the extension to the app. */
export type CompanionRequest =
  /** Is it there, and does it speak the same? */
  | { readonly kind: 'hello' }
  /** Opens the app's window, or brings it to the front. */
  | { readonly kind: 'open' }
  /** Opens the window with these, which then asks, or adds at once, as the settings say. */
  | { readonly kind: 'add'; readonly items: readonly HandedOver[] };

export type HandedOver =
  /** A magnet link, or the address of a torrent. */
  | { readonly kind: 'link'; readonly link: string }
  /** A .torrent file, base64. */
  | { readonly kind: 'file'; readonly name: string; readonly base64: string };

/** From the app to each request. */
export type CompanionAnswer =
  | { readonly kind: 'hello'; readonly companion: number; readonly contract: number }
  | { readonly kind: 'done' }
  /** It was none of the above, or too much. */
  | { readonly kind: 'refused' };

/** From the app to the extension whenever it changes, while the engine runs. No answer. */
export interface Traffic {
  readonly kind: 'traffic';
  /** Torrents that download. */
  readonly downloads: number;
  /** Bytes a second, all torrents together. */
  readonly downRate: number;
  readonly upRate: number;
}

/**
 * How it stands with the app. 'absent': not installed, or switched off; 'old', 'new': it speaks
 * another version of this, or of the contract.
 */
export type AppState = 'ready' | 'absent' | 'old' | 'new';

/** What became of something that a person wanted to add. */
export type Addition =
  | 'delivered'
  /** The app cannot be reached: it waits. */
  | 'kept'
  /** The same, and no more can wait. */
  | 'full'
  | 'refused'
  | 'nothing-found'
  | FetchProblem;

/** Why no torrent came from a web address. */
export type FetchProblem =
  /** It cannot be reached, or the extension may not read from there. */
  'blocked' | 'site-refused' | 'not-a-torrent' | 'too-large';

export const MOST_ITEMS = 100;
/** Bytes of a .torrent file that is handed over. */
export const LARGEST_HANDED_OVER = 32 << 20;
const MOST_LINK = 64 << 10;
const MOST_BASE64 = Math.ceil(LARGEST_HANDED_OVER / 3) * 4;

const Whole = v.pipe(v.number(), v.integer(), v.minValue(0));

const Item = v.variant('kind', [
  v.strictObject({
    kind: v.literal('link'),
    link: v.pipe(v.string(), v.maxLength(MOST_LINK)),
  }),
  v.strictObject({
    kind: v.literal('file'),
    name: v.pipe(v.string(), v.maxLength(1024)),
    base64: v.pipe(v.string(), v.maxLength(MOST_BASE64)),
  }),
]);

const RequestSchema = exactly<CompanionRequest>()(
  v.variant('kind', [
    v.strictObject({ kind: v.literal('hello') }),
    v.strictObject({ kind: v.literal('open') }),
    v.strictObject({
      kind: v.literal('add'),
      items: v.pipe(v.array(Item), v.minLength(1), v.maxLength(MOST_ITEMS)),
    }),
  ]),
);

const AnswerSchema = exactly<CompanionAnswer>()(
  v.variant('kind', [
    v.strictObject({ kind: v.literal('hello'), companion: Whole, contract: Whole }),
    v.strictObject({ kind: v.literal('done') }),
    v.strictObject({ kind: v.literal('refused') }),
  ]),
);

const TrafficSchema = exactly<Traffic>()(
  v.strictObject({
    kind: v.literal('traffic'),
    downloads: Whole,
    downRate: Whole,
    upRate: Whole,
  }),
);

/** undefined when it is none. */
export function parseCompanionRequest(message: unknown): CompanionRequest | undefined {
  const result = v.safeParse(RequestSchema, message);
  return result.success ? result.output : undefined;
}

/** undefined when it is none. */
export function parseCompanionAnswer(message: unknown): CompanionAnswer | undefined {
  const result = v.safeParse(AnswerSchema, message);
  return result.success ? result.output : undefined;
}

/** undefined when it is none. */
export function parseTraffic(message: unknown): Traffic | undefined {
  const result = v.safeParse(TrafficSchema, message);
  return result.success ? result.output : undefined;
}
