import { IconButton } from '../components/icon-button.tsx';
import { text } from '../i18n/text.ts';
import { useApp } from '../store/app.ts';

/** In the status bar: what all that passed has come to. */
export function StatisticsButton() {
  const { dialog } = useApp();
  return (
    <IconButton
      icon="chart"
      label={text('statistics.open')}
      aria-haspopup="dialog"
      onClick={() => {
        dialog.value = { kind: 'statistics' };
      }}
    />
  );
}
