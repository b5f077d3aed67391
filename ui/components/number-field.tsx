import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { type NumberRule, readNumber, showNumber } from '../format/read-number.ts';
import { Field } from './field.tsx';

export interface NumberFieldProps {
  readonly label: string;
  readonly how: string;
  readonly value: number | null;
  readonly rule: NumberRule;
  /** Behind the field; '' for none. */
  readonly unit: string;
  /** In the field while it is empty. */
  readonly placeholder?: string | undefined;
  /** What to say of what the rule does not allow. */
  readonly wrong: string;
  /** Answers what is wrong with it, after all. */
  readonly onSet: (value: number | null) => Promise<string | undefined>;
}

/** A number that is taken when the field is left, or Enter is pressed. */
export function NumberField(props: NumberFieldProps) {
  const { label, how, value, rule, unit, placeholder, wrong, onSet } = props;
  const shown = showNumber(value, rule);
  const typed = useSignal(shown);
  const problem = useSignal<string | undefined>(undefined);
  useEffect(() => {
    typed.value = shown;
  }, [shown, typed]);
  const take = async () => {
    const read = readNumber(typed.value, rule);
    problem.value = read === undefined ? wrong : undefined;
    if (read === undefined) return;
    if (read === value) typed.value = shown;
    else problem.value = await onSet(read);
  };
  return (
    <Field label={label} how={how} problem={problem.value}>
      {(control) => (
        <span class="number-control">
          <input
            {...control}
            type="text"
            inputMode={rule.whole ? 'numeric' : 'decimal'}
            autocomplete="off"
            placeholder={placeholder}
            value={typed.value}
            onInput={({ currentTarget }) => {
              typed.value = currentTarget.value;
              problem.value = undefined;
            }}
            onChange={() => void take()}
          />
          {unit !== '' && <span class="number-unit">{unit}</span>}
        </span>
      )}
    </Field>
  );
}
