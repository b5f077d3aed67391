import { render } from 'preact';
import type { WindowHost } from './client/window-host.ts';
import { App, AppProvider } from './store/app.ts';
import { AppView } from './views/app-view.tsx';

/** Draws the window and connects it to the engine. */
export function startWindow(host: WindowHost): void {
  const app = new App(host);
  app.start();
  render(
    <AppProvider value={app}>
      <AppView />
    </AppProvider>,
    document.body,
  );
}
