import type { ShownKind } from '../../format/shown-as.ts';

/** By how many files a key goes on; undefined: it is not for that. */
export function stepOf(event: KeyboardEvent, kind: ShownKind): number | undefined {
  if (event.altKey || event.ctrlKey || event.metaKey) return undefined;
  switch (event.key) {
    case 'n':
    case 'N':
    case 'PageDown':
      return kind === 'text' && event.key === 'PageDown' ? undefined : 1;
    case 'p':
    case 'P':
    case 'PageUp':
      return kind === 'text' && event.key === 'PageUp' ? undefined : -1;
    case 'ArrowRight':
      return kind === 'picture' ? forward() : undefined;
    case 'ArrowLeft':
      return kind === 'picture' ? -forward() : undefined;
    default:
      return undefined;
  }
}

/** Where one reads from right to left, what comes next is on the left. */
function forward(): number {
  return document.documentElement.dir === 'rtl' ? -1 : 1;
}

/** The keys of a film or a song beside those that Chrome gives its controls. */
export function onMediaKey(event: KeyboardEvent, media: HTMLMediaElement): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  switch (event.key.toLowerCase()) {
    case 'k':
      if (media.paused) void media.play().catch(() => {});
      else media.pause();
      break;
    case 'm':
      media.muted = !media.muted;
      break;
    case 'f':
      if (!(media instanceof HTMLVideoElement)) return;
      if (document.fullscreenElement) void document.exitFullscreen();
      else void media.requestFullscreen().catch(() => {});
      break;
    default:
      return;
  }
  event.preventDefault();
  event.stopPropagation();
}
