import { ICON_PATHS, type IconName } from './icon-paths.ts';

/** Decoration: the words beside it, or the name of its button, say what it means. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" data-icon={name}>
      <path d={ICON_PATHS[name]} />
    </svg>
  );
}
