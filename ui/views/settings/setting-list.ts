import type { Settings } from '../../../src/api/settings.ts';
import { COUNT, MINUTES, MOST, RATE, RATIO } from '../../format/number-rules.ts';
import type { NumberRule } from '../../format/read-number.ts';
import { hasText, text } from '../../i18n/text.ts';

type KeysOf<Value> = {
  [Key in keyof Settings]: Settings[Key] extends Value ? Key : never;
}[keyof Settings];

export type ToggleKey = Extract<KeysOf<boolean>, string>;
export type ChoiceKey = 'transport' | 'announceTo' | 'alternative';
export type NumberKey =
  | Extract<KeysOf<number>, string>
  | 'seedRatio'
  | 'seedTime'
  | 'seedIdle';

/** One setting, as its kind is shown. */
export type SettingEntry =
  | { readonly kind: 'folder'; readonly key: 'defaultFolder' }
  | { readonly kind: 'toggle'; readonly key: ToggleKey }
  | { readonly kind: 'choice'; readonly key: ChoiceKey }
  | NumberEntry
  | { readonly kind: 'hosts'; readonly key: 'dhtRouters' }
  | { readonly kind: 'schedule'; readonly key: 'schedule' }
  | { readonly kind: 'ip-filter'; readonly key: 'ipFilter' };

export interface NumberEntry {
  readonly kind: 'number';
  readonly key: NumberKey;
  readonly rule: NumberRule;
  readonly unit: 'none' | 'rate' | 'minutes';
}

export interface SettingGroup {
  readonly key: GroupKey;
  readonly entries: readonly SettingEntry[];
}

export type GroupKey =
  | 'downloads'
  | 'speed'
  | 'connections'
  | 'finding'
  | 'queue'
  | 'seeding'
  | 'filter';

/** What there is to choose from, in the order shown. */
export const CHOICES = {
  transport: ['automatic', 'chrome-sockets', 'direct-sockets'],
  announceTo: ['first-tier', 'every-tier', 'every-tracker'],
  alternative: ['off', 'on', 'scheduled'],
} as const satisfies { readonly [Key in ChoiceKey]: readonly Settings[Key][] };

export function choiceText(key: ChoiceKey, choice: string): string {
  const name = `settings.${key}.${choice}`;
  return hasText(name) ? text(name) : choice;
}

const PORT: NumberRule = { ...MOST, max: 65_535 };
const SLOTS: NumberRule = { ...MOST, max: 1000 };

const toggle = (key: ToggleKey) => ({ kind: 'toggle', key }) as const;
const choice = (key: ChoiceKey) => ({ kind: 'choice', key }) as const;
const number = (
  key: NumberKey,
  rule: NumberRule,
  unit: NumberEntry['unit'] = 'none',
): NumberEntry => ({ kind: 'number', key, rule, unit });

/** Every setting of the contract, as a person looks for them. */
export const SETTING_GROUPS: readonly SettingGroup[] = [
  {
    key: 'downloads',
    entries: [{ kind: 'folder', key: 'defaultFolder' }, toggle('askWhenAdding')],
  },
  {
    key: 'speed',
    entries: [
      number('downLimit', RATE, 'rate'),
      number('upLimit', RATE, 'rate'),
      choice('alternative'),
      number('alternativeDownLimit', RATE, 'rate'),
      number('alternativeUpLimit', RATE, 'rate'),
      { kind: 'schedule', key: 'schedule' },
      toggle('limitOverhead'),
      toggle('limitLocal'),
    ],
  },
  {
    key: 'connections',
    entries: [
      number('listenPort', PORT),
      number('maxPeers', COUNT),
      number('maxPeersPerTorrent', COUNT),
      number('maxHalfOpen', COUNT),
      number('uploadSlots', SLOTS),
      choice('transport'),
    ],
  },
  {
    key: 'finding',
    entries: [
      toggle('dht'),
      toggle('pex'),
      toggle('lsd'),
      choice('announceTo'),
      { kind: 'hosts', key: 'dhtRouters' },
    ],
  },
  {
    key: 'queue',
    entries: [
      number('maxActiveDownloads', MOST),
      number('maxActiveSeeds', MOST),
      number('maxActive', MOST),
      number('maxActiveChecks', MOST),
    ],
  },
  {
    key: 'seeding',
    entries: [
      number('seedRatio', RATIO),
      number('seedTime', MINUTES, 'minutes'),
      number('seedIdle', MINUTES, 'minutes'),
    ],
  },
  { key: 'filter', entries: [{ kind: 'ip-filter', key: 'ipFilter' }] },
];
