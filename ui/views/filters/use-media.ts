import { useEffect, useState } from 'preact/hooks';

/** Whether the window is as the media query says. */
export function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const follow = () => setMatches(list.matches);
    follow();
    list.addEventListener('change', follow);
    return () => list.removeEventListener('change', follow);
  }, [query]);
  return matches;
}

/** There is room for the filters beside the list: 900 pixels, with text of the usual size. */
export function useWide(): boolean {
  return useMedia('(min-width: 56.25rem)');
}
