import type { SeedingLimit } from '../../../src/api/snapshot.ts';
import { Choice } from '../../components/choice.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { MINUTES, RATIO } from '../../format/number-rules.ts';
import { wrongNumber } from '../../format/wrong-number.ts';
import { text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';

const RULES = { ratio: RATIO, time: MINUTES, idle: MINUTES } as const;
const LIMITS = ['ratio', 'time', 'idle'] as const;

export interface SeedingOptionsProps {
  /** null: as the settings say. */
  readonly seeding: SeedingLimit | null;
  /** Answers what is wrong with it. */
  readonly onSet: (seeding: SeedingLimit | null) => Promise<string | undefined>;
}

/** When sharing this torrent ends, if not as the settings say. */
export function SeedingOptions({ seeding, onSet }: SeedingOptionsProps) {
  const { settings } = useApp();
  /** To begin with, what held until now. */
  const usual = (): SeedingLimit => {
    const { seedRatio, seedTime, seedIdle } = settings.peek() ?? {};
    return { ratio: seedRatio ?? null, time: seedTime ?? null, idle: seedIdle ?? null };
  };
  return (
    <fieldset class="field seeding-options">
      <legend>{text('options.seeding')}</legend>
      <div class="choices">
        <Choice
          type="radio"
          name="seeding"
          title={text('options.seeding.usual')}
          how={text('options.seeding.usual-how')}
          checked={seeding === null}
          onChange={() => void onSet(null)}
        />
        <Choice
          type="radio"
          name="seeding"
          title={text('options.seeding.own')}
          how={text('options.seeding.own-how')}
          checked={seeding !== null}
          onChange={() => void onSet(usual())}
        />
      </div>
      {seeding && (
        <div class="seeding-limits">
          {LIMITS.map((limit) => (
            <NumberField
              key={limit}
              label={text(`options.seeding.${limit}`)}
              how=""
              value={seeding[limit]}
              rule={RULES[limit]}
              unit={limit === 'ratio' ? '' : text('unit.minutes')}
              placeholder={text('options.seeding.empty')}
              wrong={wrongNumber(RULES[limit])}
              onSet={(value) => onSet({ ...seeding, [limit]: value })}
            />
          ))}
        </div>
      )}
    </fieldset>
  );
}
