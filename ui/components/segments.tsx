import { useId } from 'preact/hooks';

export interface SegmentsProps<Value extends string> {
  /** What is chosen by it. */
  readonly label: string;
  readonly values: readonly Value[];
  readonly chosen: Value;
  readonly nameOf: (value: Value) => string;
  readonly onChoose: (value: Value) => void;
}

/** One of a few: radio buttons in a row, joined. */
export function Segments<Value extends string>(props: SegmentsProps<Value>) {
  const { label, values, chosen, nameOf, onChoose } = props;
  const group = useId();
  return (
    <fieldset class="segments">
      <legend class="unseen">{label}</legend>
      {values.map((value) => (
        <label key={value} class="segment">
          <input
            type="radio"
            class="unseen"
            name={group}
            checked={value === chosen}
            onChange={() => onChoose(value)}
          />
          <span>{nameOf(value)}</span>
        </label>
      ))}
    </fieldset>
  );
}
