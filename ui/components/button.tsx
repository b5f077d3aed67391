import type { ButtonHTMLAttributes, ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-paths.ts';

export interface ButtonProps extends ButtonHTMLAttributes {
  readonly icon?: IconName | undefined;
  readonly look?: 'plain' | 'accent' | 'danger' | 'quiet' | 'text' | undefined;
  readonly children?: ComponentChildren;
}

export function Button({ icon, look = 'plain', children, ...rest }: ButtonProps) {
  return (
    <button type="button" class="button" data-look={look} {...rest}>
      {icon && <Icon name={icon} />}
      <span class="button-label">{children}</span>
    </button>
  );
}
