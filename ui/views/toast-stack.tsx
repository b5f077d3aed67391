import { ToastCard } from '../components/toast-card.tsx';
import { text } from '../i18n/text.ts';
import { useApp } from '../store/app.ts';

export function ToastStack() {
  const { toasts } = useApp();
  return (
    <section class="toasts" aria-label={text('toast.region')} aria-live="polite">
      <ul>
        {toasts.shown.value.map((toast) => (
          <ToastCard
            key={toast.id}
            toast={toast}
            onHold={() => toasts.hold(toast.id)}
            onRelease={() => toasts.release(toast.id)}
            onDismiss={() => toasts.dismiss(toast.id)}
          />
        ))}
      </ul>
    </section>
  );
}
