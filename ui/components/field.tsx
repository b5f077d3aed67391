import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

/** What a control takes from the field that it is in. */
export interface FieldControl {
  readonly id: string;
  readonly 'aria-describedby': string;
  readonly 'aria-invalid': boolean;
}

export interface FieldProps {
  readonly label: string;
  /** A line of help, which a problem takes the place of. */
  readonly how?: string | undefined;
  readonly problem?: string | undefined;
  readonly children: (control: FieldControl) => ComponentChildren;
}

/** A control under its label, and under it what to know of it. */
export function Field({ label, how = '', problem, children }: FieldProps) {
  const id = useId();
  const isWrong = problem !== undefined;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, 'aria-describedby': `${id}-how`, 'aria-invalid': isWrong })}
      <p id={`${id}-how`} class="field-how" data-wrong={isWrong} role="status">
        {problem ?? how}
      </p>
    </div>
  );
}
