import { LONGEST_LABEL } from '../../../src/api/labels.ts';
import { Field } from '../../components/field.tsx';
import { text } from '../../i18n/text.ts';

export interface LabelFieldProps {
  readonly label: string;
  readonly how?: string | undefined;
  readonly typed: string;
  /** Whether it is no label as it stands. */
  readonly isWrong: boolean;
  readonly onInput: (typed: string) => void;
  readonly onFocus?: (input: HTMLInputElement) => void;
}

/** Where a label is typed. */
export function LabelField(props: LabelFieldProps) {
  const { label, how, typed, isWrong, onInput, onFocus } = props;
  const problem = isWrong ? text('error.input.bad-label.next') : undefined;
  return (
    <Field label={label} how={how} problem={problem}>
      {(control) => (
        <input
          {...control}
          dir="auto"
          data-autofocus
          autocomplete="off"
          maxLength={LONGEST_LABEL}
          value={typed}
          onFocus={({ currentTarget }) => onFocus?.(currentTarget)}
          onInput={({ currentTarget }) => onInput(currentTarget.value)}
        />
      )}
    </Field>
  );
}
