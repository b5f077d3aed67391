import type { TorrentDetails, TorrentOptions } from '../../../src/api/snapshot.ts';
import { CommandFailure } from '../../client/command-failure.ts';
import { Choice } from '../../components/choice.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { errorSentence } from '../../format/error-text.ts';
import { RATE } from '../../format/number-rules.ts';
import { wrongNumber } from '../../format/wrong-number.ts';
import { text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';
import { attempt } from '../../store/attempt.ts';
import { DetailsPart } from './details-part.tsx';
import { SeedingOptions } from './seeding-options.tsx';
import type { LiveDetails } from './use-live-details.ts';

/** What can be set for one torrent. Changes apply at once. */
export function OptionsTab({
  details: { read, refresh },
}: {
  readonly details: LiveDetails;
}) {
  return (
    <DetailsPart read={read}>
      {(details) => <Options details={details} onChanged={refresh} />}
    </DetailsPart>
  );
}

interface OptionsProps {
  readonly details: TorrentDetails;
  readonly onChanged: () => void;
}

const LIMITS = ['downLimit', 'upLimit'] as const;
const TOGGLES = ['sequential', 'superSeeding', 'forced'] as const;

function Options({ details: { id, options }, onChanged }: OptionsProps) {
  const { commands, toasts } = useApp();
  const set = async (changes: Partial<TorrentOptions>) => {
    await commands.setOptions(id, changes);
    onChanged();
  };
  const setHere = async (changes: Partial<TorrentOptions>) => {
    try {
      await set(changes);
      return undefined;
    } catch (error) {
      if (error instanceof CommandFailure) return errorSentence(error.report);
      throw error;
    }
  };
  return (
    <div class="options">
      {LIMITS.map((limit) => (
        <NumberField
          key={limit}
          label={text(`options.${limit}`)}
          how={text(`options.${limit}.how`)}
          value={options[limit]}
          rule={RATE}
          unit={text('unit.rate')}
          placeholder={text('options.limit.empty')}
          wrong={wrongNumber(RATE)}
          onSet={(value) => setHere({ [limit]: value })}
        />
      ))}
      <div class="choices">
        {TOGGLES.map((name) => (
          <Choice
            key={name}
            type="checkbox"
            title={text(`options.${name}`)}
            how={text(`options.${name}.how`)}
            checked={options[name]}
            onChange={(checked) => void attempt(toasts, () => set({ [name]: checked }))}
          />
        ))}
      </div>
      <SeedingOptions
        seeding={options.seeding}
        onSet={(seeding) => setHere({ seeding })}
      />
    </div>
  );
}
