/** By any of these the colours of the style may be others. */
const MEDIA = [
  '(prefers-color-scheme: dark)',
  '(prefers-contrast: more)',
  '(forced-colors: active)',
];

/** Calls back when the theme may be another, until the returned function is called. */
export function onThemeChange(changed: () => void): () => void {
  const media = MEDIA.map((query) => matchMedia(query));
  for (const one of media) one.addEventListener('change', changed);
  // Where a person chose one.
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true });
  return () => {
    for (const one of media) one.removeEventListener('change', changed);
    observer.disconnect();
  };
}
