import { execFile } from 'node:child_process';
import { isIP } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { formatEndpoint } from '../../src/bytes/endpoint.ts';
import { toHex } from '../../src/bytes/hex.ts';
import { InputError } from '../../src/errors/input-error.ts';
import { parseMagnet } from '../../src/metainfo/magnet.ts';
import { describeWith } from '../support/counterpart.ts';
import { looseMagnet } from '../support/loose-magnets.ts';
import { Random } from '../support/random.ts';

const SCRIPT = fileURLToPath(
  new URL('../support/libtorrent_magnets.py', import.meta.url),
);
const LINKS = 20_000;
const SEED = 2026;
const TIMEOUT_MS = 60_000;

interface Reading {
  /** Hex digits. */
  readonly v1: string | null;
  readonly v2: string | null;
  readonly name: string;
  readonly trackers: readonly string[];
  readonly webSeeds: readonly string[];
  readonly peers: readonly (readonly [string, number])[];
  readonly nodes: readonly (readonly [string, number])[];
  /** Indices of files. */
  readonly selected: readonly number[];
}

type Verdict = Reading | { readonly error: string } | { readonly unknown: true };

function readByLibtorrent(links: readonly string[]): Promise<Verdict[]> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      '/usr/bin/python3',
      ['-W', 'ignore', SCRIPT],
      { timeout: TIMEOUT_MS, maxBuffer: 1 << 28 },
      (error, out) => {
        if (error) reject(error);
        else
          resolve(
            out
              .trimEnd()
              .split('\n')
              .map((line) => JSON.parse(line)),
          );
      },
    );
    child.stdin!.end(links.map((link) => JSON.stringify(link)).join('\n'));
  });
}

function readByRill(link: string): Reading | { readonly error: string } {
  try {
    const { hashes, displayName, selection, ...rest } = parseMagnet(link);
    return {
      v1: hashes.v1 ? toHex(hashes.v1) : null,
      v2: hashes.v2 ? toHex(hashes.v2) : null,
      name: displayName ?? '',
      trackers: rest.trackers,
      webSeeds: rest.webSeeds,
      peers: rest.peers.map(split),
      nodes: rest.nodes.map(split),
      selected: (selection ?? []).flatMap(([first, last]) =>
        Array.from({ length: last - first + 1 }, (_, at) => first + at),
      ),
    };
  } catch (error) {
    if (error instanceof InputError) return { error: error.code };
    throw error;
  }
}

function split(endpoint: string): readonly [string, number] {
  const at = endpoint.lastIndexOf(':');
  return [endpoint.slice(0, at).replace(/^\[|\]$/g, ''), Number(endpoint.slice(at + 1))];
}

/** Links of which Rill and libtorrent need not think alike, and why. */
const BEYOND_COMPARE: readonly { readonly link: RegExp; readonly why: string }[] = [
  {
    link: /%(?![0-9a-f]{2})/i,
    why: 'a field that is badly escaped is left out; libtorrent keeps what comes before the mistake, or refuses the link for it though it has a good hash, too',
  },
  {
    link: /[?&][^=&]*(?:&|$)/,
    why: 'a key without a value is left out; to libtorrent it swallows the next field',
  },
];

/** How they differ; undefined when they do not, or for a reason that is given. */
function difference(link: string, own: Verdict, theirs: Verdict): string | undefined {
  if ('unknown' in own || 'unknown' in theirs) return undefined;
  if ('error' in own) {
    // libtorrent 2.0 reads a hash up to the first digit that is none; the rest is zeros.
    return 'error' in theirs || hasTornHash(link) ? undefined : 'only Rill refuses';
  }
  if ('error' in theirs) return 'only libtorrent refuses';
  if (own.v1 !== theirs.v1 || own.v2 !== theirs.v2) return 'hashes';
  // An empty name does not undo one that came before.
  if (theirs.name !== '' && theirs.name !== own.name) return 'name';
  // Of addresses libtorrent keeps each as often as it comes, and what nobody can use, too.
  if (!sameUrls(own.trackers, theirs.trackers, TRACKER)) return 'trackers';
  if (!sameUrls(own.webSeeds, theirs.webSeeds, HTTP)) return 'web seeds';
  if (!hasPlain(link, own.peers, theirs.peers)) return 'peers';
  if (!hasPlain(link, own.nodes, theirs.nodes)) return 'nodes';
  // To libtorrent one bad entry spoils the others of its field; but 4-5-6 is none to it.
  if (/\d-\d+-/.test(link)) return undefined;
  const selected = theirs.selected.every((file) => own.selected.includes(file));
  return selected ? undefined : 'selected';
}

const HTTP = /^https?:\/\/./i;
const TRACKER = /^(?:https?|udp|wss?):\/\/./i;
const ENDPOINT = /^(?:\[[\da-f:]+\]|\w+(?:[.-]\w+)*):\d+$/;
const TOPIC = /^urn:bt[im]h:(.*)$/s;
const WHOLE = /^(?:[0-9a-f]{40}|[a-z2-7]{32}|1220[0-9a-f]{64})$/i;

function hasTornHash(link: string): boolean {
  const fields = [...new URLSearchParams(link.slice('magnet:?'.length))];
  const hashes = fields.map(([, value]) => TOPIC.exec(value)?.[1]);
  return hashes.some((hash) => hash !== undefined && !WHOLE.test(hash));
}

function sameUrls(own: readonly string[], theirs: readonly string[], form: RegExp) {
  return [...new Set(theirs.filter((url) => form.test(url)))].join(' ') === own.join(' ');
}

/** Whether those that stand in the link just as libtorrent read them are found. */
function hasPlain(
  link: string,
  own: Reading['peers'],
  theirs: Reading['peers'],
): boolean {
  const found = own.map(([host, port]) => formatEndpoint({ host, port }));
  const plain = link.split('&').map((field) => field.slice(field.indexOf('=') + 1));
  return theirs
    .map(([host, port]) => formatEndpoint({ host: host.replace(/^\[|\]$/g, ''), port }))
    .filter((text) => plain.includes(text) && ENDPOINT.test(text) && !isOddNumber(text))
    .every((text) => found.includes(text));
}

/** "1.2.4:5" and the like: systems take these for addresses, and some for this machine's. */
function isOddNumber(text: string): boolean {
  const host = text.slice(0, text.lastIndexOf(':'));
  return /(?:^|\.)\d+$/.test(host) && isIP(host) === 0;
}

describeWith('libtorrent', () => {
  test(
    'links of all shapes are read as libtorrent reads them',
    async () => {
      const random = new Random(SEED);
      const links = Array.from({ length: LINKS }, () => looseMagnet(random));
      const comparable = links.filter(
        (link) => !BEYOND_COMPARE.some((exception) => exception.link.test(link)),
      );
      const theirs = await readByLibtorrent(comparable);
      const own = comparable.map(readByRill);
      const differences = comparable
        .map((link, at) => ({ link, what: difference(link, own[at]!, theirs[at]!) }))
        .filter(({ what }) => what !== undefined);
      expect(differences).toEqual([]);
      expect(own.filter((verdict) => 'v1' in verdict).length).toBeGreaterThan(LINKS / 3);
      expect(own.filter((verdict) => 'error' in verdict).length).toBeGreaterThan(
        LINKS / 5,
      );
    },
    TIMEOUT_MS,
  );
});
