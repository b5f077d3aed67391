import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

/** Milliseconds since 1970, a second's precision, for as long as the view is there. */
export function useNow(): number {
  const now = useSignal(Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      now.value = Date.now();
    }, 1000);
    return () => clearInterval(timer);
  }, [now]);
  return now.value;
}
