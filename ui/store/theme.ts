import { effect } from '@preact/signals';
import type { Preferences } from './preferences.ts';

/** Has the styles follow what is chosen; see tokens.css. */
export function wearTheme(preferences: Preferences): void {
  effect(() => {
    const { theme, contrast } = preferences.value.value;
    const { dataset } = document.documentElement;
    dataset.theme = theme;
    dataset.contrast = contrast;
  });
}
