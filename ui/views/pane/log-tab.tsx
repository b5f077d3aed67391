import { Segments } from '../../components/segments.tsx';
import { text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';
import { LogView } from '../log-view.tsx';

const WHOSE = ['torrent', 'all'] as const;

/** What happened to this torrent, or everywhere. */
export function LogTab({ id }: { readonly id: string }) {
  const { logOf } = useApp().records;
  return (
    <LogView id={logOf.value === 'all' ? null : id}>
      <Segments
        label={text('log.of')}
        values={WHOSE}
        chosen={logOf.value}
        nameOf={(one) => text(`speed.of.${one}`)}
        onChoose={(one) => {
          logOf.value = one;
        }}
      />
    </LogView>
  );
}
