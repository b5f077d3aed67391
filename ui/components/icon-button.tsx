import type { ButtonHTMLAttributes } from 'preact';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-paths.ts';

export interface IconButtonProps extends ButtonHTMLAttributes {
  readonly icon: IconName;
  /** Its accessible name. */
  readonly label: string;
  /** What the pointer is told; the name, unless that is longer than it need be. */
  readonly hint?: string | undefined;
}

export function IconButton({ icon, label, hint = label, ...rest }: IconButtonProps) {
  return (
    <button type="button" class="icon-button" aria-label={label} title={hint} {...rest}>
      <Icon name={icon} />
    </button>
  );
}
