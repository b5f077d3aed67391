import { useEffect, useRef } from 'preact/hooks';
import { onMediaKey } from './viewer-keys.ts';

export interface MediaViewProps {
  readonly kind: 'video' | 'audio';
  readonly url: string;
  readonly name: string;
  readonly onEnded: () => void;
  readonly onBroken: () => void;
}

/** Plays at once, with Chrome's own controls. */
export function MediaView({ kind, url, name, onEnded, onBroken }: MediaViewProps) {
  const element = useRef<HTMLMediaElement>(null);
  useEffect(() => {
    const media = element.current;
    if (!media) return;
    const dialog = media.closest('dialog');
    // A button that leads on keeps it.
    if (document.activeElement === dialog) media.focus();
    const press = (event: KeyboardEvent) => onMediaKey(event, media);
    document.addEventListener('keydown', press);
    return () => {
      document.removeEventListener('keydown', press);
      // What is taken out of the page would play on until it is collected.
      media.pause();
      media.removeAttribute('src');
      media.load();
    };
  }, []);
  const shared = {
    src: url,
    controls: true,
    autoplay: true,
    'aria-label': name,
    onEnded,
    onError: onBroken,
  };
  return (
    <div class="viewer-body">
      {kind === 'video' ? (
        <video ref={element as never} {...shared} playsInline />
      ) : (
        <audio ref={element as never} {...shared} />
      )}
    </div>
  );
}
