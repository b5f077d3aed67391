import { openWindow } from './platform/chrome-app/page/app-window.ts';
import { Companion } from './platform/chrome-app/page/companion.ts';
import { EngineWorker } from './platform/chrome-app/page/engine-worker.ts';
import type { FileEntry } from './platform/chrome-app/page/entries.ts';
import { KEEP_AWAKE, KeepAwake } from './platform/chrome-app/page/keep-awake.ts';
import { LaunchFiles } from './platform/chrome-app/page/launch-files.ts';
import {
  notify,
  onNotificationClicked,
} from './platform/chrome-app/page/notifications.ts';
import { WantedTorrent } from './platform/chrome-app/page/wanted-torrent.ts';

// The background page of the packaged app: an event page, suspended when nothing needs it.
// It does what only a page can, for the engine in its Worker. Listeners are added at once,
// since the event that the page was woken for comes right after.

declare const RILL_EXTENSION_ID: string;

/** The port's name, as src/api clients open it. */
const CLIENT = 'rill';

const keepAwake = new KeepAwake();
const launchFiles = new LaunchFiles();
const wantedTorrent = new WantedTorrent();
const companion = new Companion(RILL_EXTENSION_ID, CLIENT, {
  open: openWindow,
  add: (items) => {
    openWindow();
    launchFiles.take(items);
  },
  connect: (port) => engine.connect(port),
});
const engine = new EngineWorker({
  active: (torrents, sleepless) => keepAwake.set(torrents, sleepless),
  notice: (notice) => void notify(notice),
  traffic: (traffic) => companion.tell(traffic),
});

chrome.app.runtime.onLaunched.addListener((launchData) => {
  openWindow();
  const entries = launchData?.items?.map(({ entry }) => entry as FileEntry);
  void launchFiles.add(entries ?? []);
});
chrome.app.runtime.onRestarted.addListener(openWindow);
onNotificationClicked((id) => {
  wantedTorrent.show(id);
  openWindow();
});
chrome.runtime.onConnect.addListener((port) => {
  if (port.name === CLIENT) engine.connect(port);
});
companion.listen();
// Torrents that were active go on when the browser starts, window or not.
chrome.runtime.onStartup.addListener(() => void engine.start());
chrome.alarms.onAlarm.addListener(({ name }) => {
  if (name === KEEP_AWAKE) engine.start();
});
chrome.runtime.onSuspend.addListener(() => void engine.save());
