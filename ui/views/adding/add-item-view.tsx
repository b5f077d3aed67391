import { errorSentence } from '../../format/error-text.ts';
import { isolate, text } from '../../i18n/text.ts';
import type { AddItem } from '../../store/add-item.ts';
import { knownDetail } from '../../store/adding.ts';
import { ChosenFiles } from './chosen-files.tsx';

/** One of those that are to be added: its files, or why there are none to choose from. */
export function AddItemView({ item }: { readonly item: AddItem }) {
  return (
    <section class="add-item" aria-label={item.name}>
      <h3 class="add-name">
        <bdi title={item.name}>{item.name}</bdi>
      </h3>
      <Content item={item} />
    </section>
  );
}

function Content({ item }: { readonly item: AddItem }) {
  const { value } = item.state;
  switch (value.kind) {
    case 'reading':
      return <p class="add-wait">{text('adding.reading')}</p>;
    case 'metadata':
      return (
        <div class="add-wait" role="status">
          <span class="add-spinner" aria-hidden="true" />
          <p>{text('adding.waiting')}</p>
          <p class="add-wait-how">{text('adding.waiting-how')}</p>
        </div>
      );
    case 'failed':
      return (
        <p class="add-problem" role="alert">
          {errorSentence(value.report)}
        </p>
      );
    case 'known':
      return (
        <p class="add-wait" role="status">
          {text('add.known', { name: isolate(item.name) })} {knownDetail(value.known)}
        </p>
      );
    case 'ready':
      return <ChosenFiles item={item} files={value.details.files} />;
    default:
      return value satisfies never;
  }
}
