import type { ErrorReport } from '../../src/api/contract.ts';
import { Field } from '../components/field.tsx';
import { addressesProblem, readAddresses } from '../format/addresses.ts';
import { fieldProblem } from '../format/field-problem.ts';
import { text } from '../i18n/text.ts';

export interface AddressesFieldProps {
  readonly kind: 'trackers' | 'web-seeds';
  readonly value: string;
  /** What the engine said of the form it is in. */
  readonly problem: ErrorReport | undefined;
  /** Lines in sight. */
  readonly rows: number;
  /** Gets the focus when its dialog opens. */
  readonly first?: boolean | undefined;
  readonly onInput: (typed: string) => void;
}

/** Addresses, one to a line. */
export function AddressesField({
  kind,
  value,
  problem,
  rows,
  first,
  onInput,
}: AddressesFieldProps) {
  const limit = addressesProblem(readAddresses(value));
  return (
    <Field
      label={text(`${kind}.label`)}
      how={text(`${kind}.how`)}
      problem={limit ? text(`addresses.${limit}`) : fieldProblem(kind, problem)}
    >
      {(control) => (
        <textarea
          {...control}
          class="addresses"
          dir="ltr"
          wrap="off"
          rows={rows}
          autocomplete="off"
          spellcheck={false}
          placeholder={text(`${kind}.example`)}
          data-autofocus={first ? true : undefined}
          value={value}
          onInput={({ currentTarget }) => onInput(currentTarget.value)}
        />
      )}
    </Field>
  );
}
