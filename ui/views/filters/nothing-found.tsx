import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';

/** In the list's place when all torrents are filtered out. */
export function NothingFound() {
  const { filters } = useApp();
  return (
    <section class="nothing-found">
      <Icon name="search" />
      <h2>{text('filters.nothing')}</h2>
      <p>{text('filters.nothing-how')}</p>
      <Button onClick={() => filters.clear()}>{text('filters.clear')}</Button>
    </section>
  );
}
