import type { ComponentChildren } from 'preact';

/** Instead of what a tab shows, while there is nothing to show. */
export function PaneNote({ children }: { readonly children: ComponentChildren }) {
  return <p class="pane-note">{children}</p>;
}
