import { text } from '../i18n/text.ts';
import { useApp } from '../store/app.ts';

/** Always there, since a live region is only heard when it was there before its text. */
export function ConnectionBanner() {
  return (
    <div class="banner" role="status">
      {useBannerText()}
    </div>
  );
}

function useBannerText(): string {
  const state = useApp().connection.state.value;
  switch (state) {
    case 'reconnecting':
    case 'incompatible':
      return text(`connection.${state}`);
    case 'connecting':
    case 'open':
      return '';
    default:
      return state satisfies never;
  }
}
