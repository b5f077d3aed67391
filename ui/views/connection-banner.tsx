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
  const { connection } = useApp();
  const state = connection.state.value;
  const problem = connection.problem.value;
  switch (state) {
    case 'reconnecting':
      if (problem) return text('connection.failed', { problem: problem.message });
      return text('connection.reconnecting');
    case 'incompatible':
      return text(`connection.${state}`);
    case 'connecting':
    case 'open':
      return '';
    default:
      return state satisfies never;
  }
}
