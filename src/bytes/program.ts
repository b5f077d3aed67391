/** As in package.json; a test holds the two together. */
export const VERSION = '0.1.0';

const [MAJOR, MINOR, PATCH] = VERSION.split('.') as [string, string, string];

/** To trackers and web seeds, and in torrents that we make. */
export const USER_AGENT = `Rill/${MAJOR}.${MINOR}`;

/** To peers (BEP 10, "v"). */
export const CLIENT_NAME = `Rill ${MAJOR}.${MINOR}`;

/** How our peer ids begin (BEP 20): major, minor, patch and 0, a digit each. */
export const PEER_ID_START = `-RL${MAJOR}${MINOR}${PATCH}0-`;
