import type { Settings } from '../../../src/api/settings.ts';
import { COUNT, MINUTES, MOST, RATE, RATIO } from '../../format/number-rules.ts';
import type { NumberRule } from '../../format/read-number.ts';
import { languageName } from '../../i18n/languages.ts';
import { hasText, text } from '../../i18n/text.ts';
import type { SettingKey } from '../../store/all-settings.ts';
import type { PreferenceKey } from '../../store/preferences.ts';

type KeysOf<Value> = {
  [Key in keyof Settings]: Settings[Key] extends Value ? Key : never;
}[keyof Settings];

export type ToggleKey = Extract<KeysOf<boolean>, string>;
export type ChoiceKey = 'transport' | 'announceTo' | 'alternative' | 'keepAwake';
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
  | { readonly kind: 'preference'; readonly key: PreferenceKey }
  | NumberEntry
  | { readonly kind: 'hosts'; readonly key: 'dhtRouters' }
  | { readonly kind: 'schedule'; readonly key: 'schedule' }
  | { readonly kind: 'ip-filter'; readonly key: 'ipFilter' }
  /** No setting: what is done with all of them. */
  | { readonly kind: 'file'; readonly key: 'file' };

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
  | 'filter'
  | 'system'
  | 'appearance'
  | 'advanced'
  | 'all';

/** What there is to choose from, in the order shown. */
export const CHOICES = {
  transport: ['automatic', 'chrome-sockets', 'direct-sockets'],
  announceTo: ['first-tier', 'every-tier', 'every-tracker'],
  alternative: ['off', 'on', 'scheduled'],
  keepAwake: ['never', 'downloading', 'running'],
} as const satisfies { readonly [Key in ChoiceKey]: readonly Settings[Key][] };

export function choiceText(key: ChoiceKey | PreferenceKey, choice: string): string {
  const name = `settings.${key}.${choice}`;
  if (hasText(name)) return text(name);
  return key === 'language' ? languageName(choice) : choice;
}

/** What may be set of it; undefined for what is no setting. */
export function settingKey(entry: SettingEntry): SettingKey | undefined {
  return entry.kind === 'file' ? undefined : entry.key;
}

const PORT: NumberRule = { ...MOST, max: 65_535 };
const SLOTS: NumberRule = { ...MOST, max: 1000 };

const toggle = (key: ToggleKey) => ({ kind: 'toggle', key }) as const;
const choice = (key: ChoiceKey) => ({ kind: 'choice', key }) as const;
const preference = (key: PreferenceKey) => ({ kind: 'preference', key }) as const;
const number = (
  key: NumberKey,
  rule: NumberRule,
  unit: NumberEntry['unit'] = 'none',
): NumberEntry => ({ kind: 'number', key, rule, unit });

/** Every setting of the contract and of the window, as a person looks for them. */
export const SETTING_GROUPS: readonly SettingGroup[] = [
  {
    key: 'downloads',
    entries: [{ kind: 'folder', key: 'defaultFolder' }, toggle('askWhenAdding')],
  },
  {
    key: 'appearance',
    entries: [
      preference('language'),
      preference('theme'),
      preference('contrast'),
      preference('density'),
    ],
  },
  {
    key: 'system',
    entries: [toggle('notifyCompleted'), toggle('notifyError'), choice('keepAwake')],
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
      toggle('limitLocal'),
    ],
  },
  {
    key: 'connections',
    entries: [
      number('listenPort', PORT),
      number('maxPeers', COUNT),
      number('maxPeersPerTorrent', COUNT),
      number('uploadSlots', SLOTS),
    ],
  },
  {
    key: 'finding',
    entries: [toggle('dht'), toggle('pex'), toggle('lsd'), choice('announceTo')],
  },
  {
    key: 'queue',
    entries: [
      number('maxActiveDownloads', MOST),
      number('maxActiveSeeds', MOST),
      number('maxActive', MOST),
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
  {
    key: 'advanced',
    entries: [
      toggle('limitOverhead'),
      number('maxHalfOpen', COUNT),
      choice('transport'),
      { kind: 'hosts', key: 'dhtRouters' },
      number('maxActiveChecks', MOST),
    ],
  },
  { key: 'all', entries: [{ kind: 'file', key: 'file' }] },
];
