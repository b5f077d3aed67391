export interface ChoiceProps {
  readonly type: 'radio' | 'checkbox';
  /** Of the group that a radio button is in. */
  readonly name?: string | undefined;
  readonly title: string;
  readonly how: string;
  readonly checked: boolean;
  /** Gets the focus when its dialog opens. */
  readonly first?: boolean | undefined;
  readonly onChange: (checked: boolean) => void;
}

/** A radio button or a check box, with a line that says what choosing it means. */
export function Choice(props: ChoiceProps) {
  return (
    <label class="choice">
      <input
        type={props.type}
        name={props.name}
        checked={props.checked}
        data-autofocus={props.first}
        onChange={({ currentTarget }) => props.onChange(currentTarget.checked)}
      />
      <span>
        <span class="choice-title">{props.title}</span>
        <span class="choice-how">{props.how}</span>
      </span>
    </label>
  );
}
