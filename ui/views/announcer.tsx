import { useApp } from '../store/app.ts';

export function Announcer() {
  return (
    <div class="unseen" role="status">
      {useApp().announcement}
    </div>
  );
}
