/**
 * The flags Chromium is started with, by `npm start` and by the tests alike. Nothing but the
 * app is wanted of it: no first-run pages, no traffic of its own, no GPU process.
 */
const ALWAYS = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-search-engine-choice-screen',
  '--password-store=basic',
];

/**
 * @param {object} options
 * @param {string} options.appDirectory the built packaged app, an absolute path
 * @param {string} options.profileDirectory kept between runs, or an empty one
 * @param {boolean} options.headless
 * @param {boolean} options.asRoot Chromium's sandbox refuses to run as root
 * @returns {string[]}
 */
export function chromiumFlags({ appDirectory, profileDirectory, headless, asRoot }) {
  return [
    ...ALWAYS,
    `--user-data-dir=${profileDirectory}`,
    `--load-and-launch-app=${appDirectory}`,
    ...(headless ? ['--headless=new'] : []),
    ...(asRoot ? ['--no-sandbox'] : []),
  ];
}

/**
 * What puppeteer adds by default and a packaged app cannot live with. Under automation
 * Chromium hears no second launch on its profile, as of its icon.
 */
export const PUPPETEER_IGNORED_DEFAULTS = ['--disable-extensions', '--enable-automation'];
