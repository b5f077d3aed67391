import { Icon } from '../components/icon.tsx';
import { text } from '../i18n/text.ts';
import { useApp } from '../store/app.ts';

/** The alternative limits, on or off in one click. */
export function LimitsSwitch({ on }: { readonly on: boolean }) {
  const { actions } = useApp();
  return (
    <button
      type="button"
      class="bar-button"
      aria-pressed={on}
      title={text(on ? 'bar.alternative-off' : 'bar.alternative-on')}
      onClick={() => void actions.switchAlternative(!on)}
    >
      <Icon name="gauge" />
      <span class="bar-word">{text('bar.alternative')}</span>
    </button>
  );
}
