import { render } from 'preact';
import type { WindowHost } from './client/window-host.ts';
import { App, AppProvider } from './store/app.ts';
import { AppView } from './views/app-view.tsx';

/** Connects the window to the engine, and draws it once it knows how it was left. */
export async function startWindow(host: WindowHost): Promise<void> {
  const app = new App(host);
  app.start();
  await app.dress();
  render(
    <AppProvider value={app}>
      <AppView />
    </AppProvider>,
    document.body,
  );
}
