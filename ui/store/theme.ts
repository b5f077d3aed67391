import { effect, signal } from '@preact/signals';
import type { Preferences } from './preferences.ts';

/** Has the styles follow what is chosen, or else the system; see tokens.css. */
export function wearTheme(preferences: Preferences): void {
  const asked = matchMedia('(prefers-contrast: more)');
  const isAsked = signal(asked.matches);
  asked.addEventListener('change', ({ matches }) => {
    isAsked.value = matches;
  });
  effect(() => {
    const { theme, contrast, density } = preferences.value.value;
    const isMore = contrast === 'more' || isAsked.value;
    const { dataset } = document.documentElement;
    dataset.theme = theme;
    dataset.density = density;
    dataset.contrast = isMore ? 'more' : 'usual';
  });
}
