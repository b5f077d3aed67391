import * as v from 'valibot';
import { InputError } from '../errors/input-error.ts';
import { type Command, MOST_WATCHED } from './contract.ts';
import { exactly } from './exactly.ts';
import type { Settings } from './settings.ts';

/** Characters of base64: a torrent file of 48 MB. */
const MAX_FILE = 64 << 20;
const MAX_TEXT = 64 << 10;

/** What a later version may say of it besides, in settings that were written down, is left out. */
const FolderRef = v.object({
  id: v.pipe(v.string(), v.maxLength(4096)),
  name: v.pipe(v.string(), v.maxLength(4096)),
});

/** From 0, as far as a number counts by ones. */
const Whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const Rate = Whole;
const Count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000));
const Minute = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1439));
const Day = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(6));

/** Torrents. */
const Most = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000));
/** When sharing ends. */
const Limit = v.nullable(v.pipe(v.number(), v.finite(), v.minValue(0)));

/** Of hosts, "name:port". */
const Hosts = v.pipe(v.array(v.pipe(v.string(), v.maxLength(300))), v.maxLength(100));

/** An empty one would do for an object that may be empty. */
const NoList = v.pipe(
  v.unknown(),
  v.check((value) => !Array.isArray(value), 'a list'),
);

const SettingsChanges = v.pipe(
  NoList,
  exactly<Partial<Settings>>()(
    v.strictObject({
      askWhenAdding: v.exactOptional(v.boolean()),
      defaultFolder: v.exactOptional(v.nullable(FolderRef)),
      transport: v.exactOptional(
        v.picklist(['automatic', 'chrome-sockets', 'direct-sockets']),
      ),
      ipFilter: v.exactOptional(v.boolean()),
      dht: v.exactOptional(v.boolean()),
      dhtRouters: v.exactOptional(Hosts),
      listenPort: v.exactOptional(
        v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65535)),
      ),
      maxPeers: v.exactOptional(Count),
      maxPeersPerTorrent: v.exactOptional(Count),
      maxHalfOpen: v.exactOptional(Count),
      announceTo: v.exactOptional(
        v.picklist(['first-tier', 'every-tier', 'every-tracker']),
      ),
      downLimit: v.exactOptional(Rate),
      upLimit: v.exactOptional(Rate),
      alternativeDownLimit: v.exactOptional(Rate),
      alternativeUpLimit: v.exactOptional(Rate),
      alternative: v.exactOptional(v.picklist(['off', 'on', 'scheduled'])),
      schedule: v.exactOptional(
        v.strictObject({
          days: v.pipe(v.array(Day), v.maxLength(7)),
          from: Minute,
          to: Minute,
        }),
      ),
      limitOverhead: v.exactOptional(v.boolean()),
      limitLocal: v.exactOptional(v.boolean()),
      pex: v.exactOptional(v.boolean()),
      lsd: v.exactOptional(v.boolean()),
      uploadSlots: v.exactOptional(
        v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000)),
      ),
      maxActiveDownloads: v.exactOptional(Most),
      maxActiveSeeds: v.exactOptional(Most),
      maxActive: v.exactOptional(Most),
      maxActiveChecks: v.exactOptional(Most),
      seedRatio: v.exactOptional(Limit),
      seedTime: v.exactOptional(Limit),
      seedIdle: v.exactOptional(Limit),
      notifyCompleted: v.exactOptional(v.boolean()),
      notifyError: v.exactOptional(v.boolean()),
      keepAwake: v.exactOptional(v.picklist(['never', 'downloading', 'running'])),
    }),
  ),
);

const Options = v.pipe(
  NoList,
  v.strictObject({
    downLimit: v.exactOptional(Rate),
    upLimit: v.exactOptional(Rate),
    sequential: v.exactOptional(v.boolean()),
    superSeeding: v.exactOptional(v.boolean()),
    forced: v.exactOptional(v.boolean()),
    seeding: v.exactOptional(
      v.nullable(v.strictObject({ ratio: Limit, time: Limit, idle: Limit })),
    ),
  }),
);

/** As they were typed: readLabel says which will do. */
const Label = v.pipe(v.string(), v.maxLength(1024));
const Labels = v.pipe(v.array(Label), v.maxLength(1000));

const Id = v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/));

const Name = v.pipe(v.string(), v.maxLength(4096));
const Addresses = v.pipe(
  v.array(v.pipe(v.string(), v.maxLength(2048))),
  v.maxLength(500),
);
const Tiers = v.pipe(v.array(Addresses), v.maxLength(500));

const Plan = v.strictObject({
  folder: FolderRef,
  path: v.pipe(v.array(Name), v.maxLength(64)),
  name: v.optional(Name),
  version: v.picklist(['v1', 'v2', 'hybrid']),
  pieceLength: v.optional(Whole),
  trackers: Tiers,
  webSeeds: Addresses,
  private: v.boolean(),
  source: v.optional(Name),
  comment: v.optional(v.pipe(v.string(), v.maxLength(10_000))),
  ignore: v.optional(v.pipe(v.array(Name), v.maxLength(1000))),
});

const CommandSchema = exactly<Command>()(
  v.variant('kind', [
    v.strictObject({ kind: v.literal('hello'), version: Whole }),
    v.strictObject({ kind: v.literal('subscribe') }),
    v.strictObject({
      kind: v.literal('watch'),
      ids: v.pipe(v.array(Id), v.maxLength(MOST_WATCHED)),
      others: v.picklist(['state', 'figures']),
      hidden: v.boolean(),
    }),
    v.strictObject({
      kind: v.literal('add'),
      source: v.variant('kind', [
        v.strictObject({
          kind: v.literal('file'),
          base64: v.pipe(v.string(), v.maxLength(MAX_FILE)),
        }),
        v.strictObject({
          kind: v.literal('link'),
          text: v.pipe(v.string(), v.maxLength(MAX_TEXT)),
        }),
      ]),
      folder: v.optional(FolderRef),
      paused: v.optional(v.boolean()),
      pauseWhenKnown: v.optional(v.boolean()),
      labels: v.optional(Labels),
    }),
    v.strictObject({ kind: v.literal('pause'), id: Id }),
    v.strictObject({ kind: v.literal('resume'), id: Id }),
    v.strictObject({
      kind: v.literal('remove'),
      id: Id,
      deleteData: v.boolean(),
      undo: v.optional(v.boolean()),
    }),
    v.strictObject({ kind: v.literal('restore-removed'), id: Id }),
    v.strictObject({
      kind: v.literal('add-peers'),
      id: Id,
      peers: v.pipe(v.array(v.pipe(v.string(), v.maxLength(300))), v.maxLength(1000)),
    }),
    v.strictObject({ kind: v.literal('move'), id: Id, folder: FolderRef }),
    v.strictObject({ kind: v.literal('place'), id: Id, folder: FolderRef }),
    v.strictObject({ kind: v.literal('get-folders') }),
    v.strictObject({ kind: v.literal('recheck'), id: Id }),
    v.strictObject({ kind: v.literal('create'), plan: Plan }),
    v.strictObject({ kind: v.literal('get-details'), id: Id }),
    v.strictObject({ kind: v.literal('get-pieces'), id: Id }),
    v.strictObject({ kind: v.literal('get-peers'), id: Id }),
    v.strictObject({ kind: v.literal('get-trackers'), id: Id }),
    v.strictObject({ kind: v.literal('announce'), id: Id }),
    v.strictObject({ kind: v.literal('export-torrent'), id: Id }),
    v.strictObject({ kind: v.literal('set-trackers'), id: Id, trackers: Tiers }),
    v.strictObject({ kind: v.literal('set-web-seeds'), id: Id, webSeeds: Addresses }),
    v.strictObject({
      kind: v.literal('set-priorities'),
      id: Id,
      files: v.pipe(v.array(Whole), v.maxLength(1e6)),
      priority: v.picklist(['skip', 'low', 'normal', 'high']),
    }),
    v.strictObject({
      kind: v.literal('rename-file'),
      id: Id,
      path: v.pipe(v.array(Name), v.minLength(1), v.maxLength(1000)),
      name: Name,
    }),
    v.strictObject({ kind: v.literal('set-name'), id: Id, name: v.nullable(Name) }),
    v.strictObject({
      kind: v.literal('locate-file'),
      id: Id,
      file: Whole,
    }),
    v.strictObject({ kind: v.literal('get-free-space'), folder: v.nullable(FolderRef) }),
    v.strictObject({
      kind: v.literal('set-options'),
      id: Id,
      changes: Options,
    }),
    v.strictObject({
      kind: v.literal('set-ip-filter'),
      base64: v.nullable(v.pipe(v.string(), v.maxLength(MAX_FILE))),
    }),
    v.strictObject({
      kind: v.literal('move-in-queue'),
      ids: v.pipe(v.array(Id), v.maxLength(10_000)),
      to: v.picklist(['top', 'up', 'down', 'bottom']),
    }),
    v.strictObject({
      kind: v.literal('set-labels'),
      ids: v.pipe(v.array(Id), v.maxLength(10_000)),
      add: Labels,
      remove: Labels,
    }),
    v.strictObject({
      kind: v.literal('rename-label'),
      label: Label,
      to: v.nullable(Label),
    }),
    v.strictObject({
      kind: v.literal('get-speed-history'),
      id: v.nullable(Id),
      span: v.picklist(['minute', 'hour', 'day']),
    }),
    v.strictObject({
      kind: v.literal('get-log'),
      id: v.nullable(Id),
      after: Whole,
    }),
    v.strictObject({ kind: v.literal('get-statistics') }),
    v.strictObject({ kind: v.literal('reset-statistics') }),
    v.strictObject({ kind: v.literal('get-settings') }),
    v.strictObject({
      kind: v.literal('set-settings'),
      changes: SettingsChanges,
    }),
  ]),
);

const RequestSchema = v.strictObject({
  id: v.pipe(v.number(), v.safeInteger()),
  command: v.unknown(),
});

/** The envelope of a request; undefined when it is none. See parseCommand for the rest. */
export function parseRequest(
  message: unknown,
): { readonly id: number; readonly command?: unknown } | undefined {
  const result = v.safeParse(RequestSchema, message);
  return result.success ? result.output : undefined;
}

/** Throws InputError 'bad-command'. */
export function parseCommand(command: unknown): Command {
  const result = v.safeParse(CommandSchema, command);
  if (result.success) return result.output;
  throw new InputError('bad-command', `not a command: ${result.issues[0].message}`);
}

/** Throws InputError 'bad-setting'. */
export function parseSettings(changes: unknown): Partial<Settings> {
  const result = v.safeParse(SettingsChanges, changes);
  if (!result.success) {
    throw new InputError('bad-setting', `not a setting: ${result.issues[0].message}`);
  }
  return result.output;
}
