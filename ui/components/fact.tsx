import type { ComponentChildren } from 'preact';
import { text } from '../i18n/text.ts';
import { CopyButton } from './copy-button.tsx';

export interface FactProps {
  readonly name: string;
  readonly children: ComponentChildren;
}

/** What something is, in a list of such (<dl>). */
export function Fact({ name, children }: FactProps) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A value that is copied more often than read. */
export function CodeFact({
  name,
  value,
}: {
  readonly name: string;
  readonly value: string;
}) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd class="hash">
        <code>{value}</code>
        <CopyButton label={text('details.copy', { what: name })} value={value} />
      </dd>
    </div>
  );
}
