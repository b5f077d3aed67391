import { type Addition, parseTraffic, type Traffic } from '../src/api/companion.ts';
import { addText } from './platform/chrome-extension/additions.ts';
import { appState, askApp } from './platform/chrome-extension/app-link.ts';
import { showTraffic, showWaiting } from './platform/chrome-extension/badge.ts';
import { catchDownloads } from './platform/chrome-extension/caught-downloads.ts';
import { fetchTorrent } from './platform/chrome-extension/fetch-torrent.ts';
import { Outbox } from './platform/chrome-extension/outbox.ts';
import { storedItems } from './platform/chrome-extension/stored-items.ts';
import { rate, words } from './platform/chrome-extension/words.ts';
import {
  parseWorkerRequest,
  type WorkerAnswer,
} from './platform/chrome-extension/worker-contract.ts';

// The service worker of the companion extension: it sleeps whenever it can, keeps nothing in
// memory that it could not do without, and hands everything to the app. Listeners are added
// at once, since the event that the worker was woken for comes right after.

declare const RILL_APP_ID: string;

/** The alarm that tries again what could not be delivered, and how often. */
const RETRY = 'rill-retry';
const RETRY_MINUTES = 1;
const SETUP = 'setup.html';
const MENU_LINK = 'link';
const MENU_SELECTION = 'selection';
const NO_TRAFFIC: Traffic = { kind: 'traffic', downloads: 0, downRate: 0, upRate: 0 };

const outbox = new Outbox(storedItems, {
  state: () => appState(RILL_APP_ID),
  ask: (request) => askApp(RILL_APP_ID, request),
});

async function add(text: string): Promise<Addition> {
  const addition = await addText({ outbox, fetchTorrent }, text);
  await settle();
  return addition;
}

/** The same, where nobody looks at a page of ours: what is wrong is said by a notification. */
async function addAndTell(text: string): Promise<void> {
  const addition = await add(text);
  if (addition === 'delivered') return;
  await chrome.notifications.create({
    type: 'basic',
    iconUrl: chrome.runtime.getURL('icons/128.png'),
    title: 'Rill',
    message: words(addition),
  });
}

/** The badge and the alarm, as what waits demands. */
async function settle(): Promise<void> {
  if ((await outbox.waiting()) === 0) {
    await chrome.alarms.clear(RETRY);
    return;
  }
  await chrome.alarms.create(RETRY, { periodInMinutes: RETRY_MINUTES });
  await showWaiting(words('waiting'));
}

async function deliver(): Promise<Addition> {
  if ((await outbox.waiting()) === 0) return 'delivered';
  const outcome = await outbox.deliver();
  if (outcome === 'delivered') await showTraffic(NO_TRAFFIC, words('idle'));
  await settle();
  return outcome;
}

chrome.runtime.onInstalled.addListener(({ reason }) => {
  const title = words('menu-link');
  chrome.contextMenus.removeAll(() => {
    chrome.contextMenus.create({ id: MENU_LINK, title, contexts: ['link'] });
    chrome.contextMenus.create({
      id: MENU_SELECTION,
      title: words('menu-selection'),
      contexts: ['selection'],
    });
  });
  chrome.omnibox.setDefaultSuggestion({ description: words('omnibox') });
  if (reason === 'install') void chrome.tabs.create({ url: SETUP });
});

chrome.contextMenus.onClicked.addListener(({ menuItemId, linkUrl, selectionText }) => {
  const text = menuItemId === MENU_LINK ? linkUrl : selectionText;
  void addAndTell(text ?? '');
});
chrome.omnibox.onInputEntered.addListener((text) => void addAndTell(text));
catchDownloads((url) => void addAndTell(url));

// From the extension's own pages.
chrome.runtime.onMessage.addListener((message, sender, reply) => {
  const request =
    sender.id === chrome.runtime.id ? parseWorkerRequest(message) : undefined;
  if (!request) return false;
  const done = request.kind === 'add' ? add(request.text) : deliver();
  done
    .catch((): Addition => 'full')
    .then((addition) => reply({ addition } satisfies WorkerAnswer));
  return true;
});
// From the app: it is there, then.
chrome.runtime.onMessageExternal.addListener((message, sender) => {
  const traffic = sender.id === RILL_APP_ID ? parseTraffic(message) : undefined;
  if (!traffic) return;
  const [down, up] = [rate(traffic.downRate), rate(traffic.upRate)];
  void showTraffic(traffic, words('traffic', { down, up })).then(deliver);
});
chrome.alarms.onAlarm.addListener(({ name }) => {
  if (name === RETRY) void deliver();
});
chrome.runtime.onStartup.addListener(() => void deliver());
