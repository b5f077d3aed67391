import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { encode } from '../../../src/bencode/encode.ts';
import { toBase64 } from '../../../src/bytes/base64.ts';
import { concat } from '../../../src/bytes/concat.ts';
import { toHex } from '../../../src/bytes/hex.ts';
import { encodeUtf8 } from '../../../src/bytes/text.ts';
import { StorageError } from '../../../src/errors/storage-error.ts';
import { Session } from '../../../src/session/session.ts';
import type { Machine } from '../../support/sim/machine.ts';
import { type MemoryTorrent, memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { MemoryTracker } from '../../support/sim/memory-tracker.ts';
import { World } from '../../support/sim/world.ts';

const SIZES = { a: 100_000, b: 30_000, c: 70_000 };
const hybrid = memoryTorrent({ version: 'hybrid', sizes: SIZES });
const [V1_ID, V2_ID] = hybrid.names as [string, string];

let world: World;
let machine: Machine;

beforeEach(async () => {
  world = new World();
  machine = await world.start('10.0.0.1');
});

async function seedOf(torrent: MemoryTorrent): Promise<Machine> {
  const seed = await world.start('10.0.0.2');
  await seed.put(torrent);
  await seed.add(torrent);
  await world.complete(torrent.id, seed);
  return seed;
}

/** Also where its id is not yet known by that. */
async function arrived(torrent: MemoryTorrent, where = machine): Promise<void> {
  await world.until('its torrent', () => ids(where).includes(torrent.id));
  await world.complete(torrent.id, where);
}

/** The topics of the link: those of the hashes named. */
function link({ hashes }: Pick<MemoryTorrent, 'hashes'>, ...versions: ('v1' | 'v2')[]) {
  const { v1, v2 } = hashes;
  const topics = [
    versions.includes('v1') && v1 ? `xt=urn:btih:${toHex(v1)}` : '',
    versions.includes('v2') && v2 ? `xt=urn:btmh:1220${toHex(v2)}` : '',
  ];
  return `magnet:?${topics.filter(Boolean).join('&')}`;
}

const ids = (where = machine) => where.session.rows().map(({ id }) => id);
const links = (where = machine) => where.store.keys('magnet/');

describe('a link by', () => {
  test.each([
    ['the v1 hash', ['v1'], V1_ID],
    ['the v2 hash', ['v2'], V2_ID],
    ['both hashes', ['v1', 'v2'], V1_ID],
  ] as const)('%s of a hybrid becomes it', async (_, versions, id) => {
    const seed = await seedOf(hybrid);
    expect(await machine.addLink(link(hybrid, ...versions))).toBe(id);
    await machine.meet(id, seed);
    await arrived(hybrid);
    expect(await machine.differences(hybrid)).toEqual([]);
    expect(ids()).toEqual([V1_ID]);
    expect(await links()).toEqual([]);
    expect(await machine.store.keys('torrent/')).toEqual([`torrent/${V1_ID}`]);
  });

  test('the v2 hash becomes a v2 torrent', async () => {
    const torrent = memoryTorrent({ version: 'v2', sizes: SIZES });
    const seed = await seedOf(torrent);
    const id = await machine.addLink(link(torrent, 'v2'));
    await machine.meet(id, seed);
    await arrived(torrent);
    expect(await machine.differences(torrent)).toEqual([]);
  });

  test('a bare info hash, too, becomes its torrent', async () => {
    const seed = await seedOf(hybrid);
    await machine.meet(await machine.addLink(V1_ID.toUpperCase()), seed);
    await arrived(hybrid);
  });

  test('hashes of two torrents becomes neither, and says so', async () => {
    const torrent = memoryTorrent();
    const seed = await seedOf(torrent);
    const both = { hashes: { v1: torrent.hashes.v1, v2: hybrid.hashes.v2 } };
    const id = await machine.addLink(link(both, 'v1', 'v2'));
    await machine.meet(id, seed);
    await world.until('an alert', () => machine.alerts.length > 0);
    expect(machine.alerts).toMatchObject([{ kind: 'torrent-error', id }]);
    await world.pass(10);
    expect(ids()).toEqual([]);
    expect(await machine.kept()).toEqual([]);
  });
});

test('who dials a link that looks for its torrent gives it', async () => {
  const seed = await seedOf(hybrid);
  await machine.addLink(link(hybrid, 'v2'));
  await seed.meet(V1_ID, machine);
  // Asked by the v1 name, which the link does not know; then by the v2 one.
  await arrived(hybrid);
});

test('no crash loses a link that takes another id, nor keeps it beside its torrent', async () => {
  const seed = await seedOf(hybrid);
  const port = seed.session.status().listenPort;
  for (let delay = 0; delay < 30; delay++) {
    const one = await world.start(`10.0.1.${delay}`);
    await one.addLink(`${link(hybrid, 'v2')}&x.pe=10.0.0.2:${port}`);
    await world.pass(delay);
    one.crash();
    await world.pass(1);
    await one.start();
    // The torrent has no addresses of peers on record; the link has.
    await one.meet(ids(one)[0]!, seed);
    await arrived(hybrid, one);
    expect(ids(one)).toEqual([V1_ID]);
    expect(await links(one)).toEqual([]);
    await world.settle(one.session.stop());
  }
});

describe('of one torrent', () => {
  test.each([
    ['v1', ['v1']],
    ['v2', ['v2']],
    ['both', ['v1', 'v2']],
  ] as const)('a link by %s is not added beside it', async (_, versions) => {
    await machine.add(hybrid);
    expect(await machine.addLink(link(hybrid, ...versions))).toBe(V1_ID);
    expect(ids()).toEqual([V1_ID]);
  });

  test.each(['v1', 'v2'] as const)(
    'a link by both is not added beside one by %s',
    async (one) => {
      const id = await machine.addLink(link(hybrid, one));
      expect(await machine.addLink(link(hybrid, 'v1', 'v2'))).toBe(id);
      expect(await machine.addLink(link(hybrid, one))).toBe(id);
      expect(ids()).toEqual([id]);
    },
  );

  test.each(['v1', 'v2'] as const)('a link by %s gives way to its file', async (one) => {
    const folder = machine.folders.add('Mine');
    const seed = await seedOf(hybrid);
    const id = await machine.addLink(`${link(hybrid, one)}&so=0`);
    await machine.meet(id, seed);
    await machine.execute({ kind: 'pause', id });
    await machine.execute({ kind: 'move', id, folder });
    await machine.add(hybrid);
    await world.until('added', () => ids().length === 1);
    await arrived(hybrid);
    expect(machine.row(V1_ID).folder).toEqual(folder);
    expect(await machine.present(hybrid, folder)).not.toContain('thing/c');
    expect(await links()).toEqual([]);
  });

  test('both links become one, and neither complains', async () => {
    const seed = await seedOf(hybrid);
    const first = await machine.addLink(link(hybrid, 'v1'));
    const second = await machine.addLink(link(hybrid, 'v2'));
    await Promise.all([machine.meet(first, seed), machine.meet(second, seed)]);
    await arrived(hybrid);
    await world.pass(60_000);
    expect(ids()).toEqual([V1_ID]);
    expect(await links()).toEqual([]);
    expect(machine.alerts.map(({ kind }) => kind)).toEqual(['completed']);
  });

  test('the trackers and peers of links go on with it', async () => {
    const tracker = await MemoryTracker.start(world, '10.0.9.9');
    const trackers = `&tr=${encodeURIComponent(tracker.url)}`;
    const seed = await seedOf(hybrid);
    const port = seed.session.status().listenPort;
    await machine.addLink(`${link(hybrid, 'v1')}&x.pe=10.0.0.2:${port}`);
    await machine.addLink(`${link(hybrid, 'v2')}${trackers}`);
    await arrived(hybrid);
    await world.until('announced', () =>
      tracker.announces.some(({ name }) => name === V1_ID),
    );
    await machine.execute({ kind: 'remove', id: V1_ID, deleteData: true });
    await machine.addLink(`${link(hybrid, 'v2')}${trackers}&x.pe=10.0.0.2:${port}`);
    await machine.add(hybrid);
    await arrived(hybrid);
  });

  test('a link stays when its torrent cannot be written down, and can be resumed', async () => {
    const seed = await seedOf(hybrid);
    const { store } = machine;
    const set = store.set.bind(store);
    store.set = async (key, value) => {
      if (key.startsWith('torrent/')) throw new StorageError('no-space', 'full');
      return set(key, value);
    };
    const id = await machine.addLink(link(hybrid, 'v2'));
    await machine.meet(id, seed);
    await world.until('an alert', () => machine.alerts.length > 0);
    expect(machine.row(id).status).toBe('paused');
    store.set = set;
    await machine.execute({ kind: 'resume', id });
    await arrived(hybrid);
    expect(await links()).toEqual([]);
  });

  test('what is added again while it is being removed waits for that', async () => {
    await machine.add(hybrid);
    await world.pass(100);
    const removing = machine.execute({ kind: 'remove', id: V1_ID, deleteData: false });
    const adding = machine.addLink(link(hybrid, 'v2'));
    await Promise.all([world.settle(removing), world.settle(adding)]);
    const seed = await seedOf(hybrid);
    await machine.meet(V2_ID, seed);
    await arrived(hybrid);
  });
});

test('so= of a link selects the files to download, also after a restart', async () => {
  const seed = await seedOf(hybrid);
  // The files of the torrent: a, a pad file, b, a pad file, c.
  const id = await machine.addLink(`${link(hybrid, 'v1')}&so=2`);
  await machine.meet(id, seed);
  await arrived(hybrid);
  expect(machine.row(V1_ID).size).toBe(SIZES.b);
  expect(await machine.present(hybrid)).toEqual(['thing/b']);
  await world.settle(machine.session.stop());
  await machine.start();
  await arrived(hybrid);
  expect(machine.row(V1_ID).size).toBe(SIZES.b);
});

test('a link that is to wait for a choice brings its files, and none of their data', async () => {
  const seed = await seedOf(hybrid);
  const source = { kind: 'link', text: link(hybrid, 'v1') } as const;
  await machine.session.execute({ kind: 'add', source, pauseWhenKnown: true });
  await world.settle(machine.session.stop());
  await machine.start();
  await machine.meet(V1_ID, seed);
  const row = () => machine.session.rows()[0]!;
  await world.until('its files', () => row().fileCount > 0);
  await world.pass(10_000);
  expect(row()).toMatchObject({ status: 'paused', done: 0 });
  await machine.session.execute({ kind: 'resume', id: V1_ID });
  await machine.meet(V1_ID, seed);
  await arrived(hybrid);
});

test('a link by both hashes is announced under both, and its end once', async () => {
  const tracker = await MemoryTracker.start(world, '10.0.9.9');
  const id = await machine.addLink(
    `${link(hybrid, 'v1', 'v2')}&tr=${encodeURIComponent(tracker.url)}`,
  );
  await world.until('announced', () => tracker.announces.length === 2);
  await machine.execute({ kind: 'remove', id, deleteData: false });
  await world.until('told', () => tracker.announces.length === 4);
  expect(tracker.announces.map(({ name }) => name).sort()).toEqual(
    [V1_ID, V1_ID, V2_ID, V2_ID].sort(),
  );
  expect(tracker.events()).toEqual(['started', 'started', 'stopped', 'stopped']);
});

test('its torrent meets whom the link found, and does not wait to find them again', async () => {
  const seed = await seedOf(hybrid);
  const port = seed.session.status().listenPort!;
  const tracker = await MemoryTracker.start(world, '10.0.9.9');
  const peers = Uint8Array.of(10, 0, 0, 2, port >> 8, port & 255);
  // It answers once.
  tracker.answer = () => {
    tracker.answer = undefined;
    return encode({ interval: 1800, peers });
  };
  await machine.addLink(`${link(hybrid, 'v1')}&tr=${encodeURIComponent(tracker.url)}`);
  await arrived(hybrid);
});

test('a file that comes while the link looks meets whom it found, too', async () => {
  const host = '10.0.7.1';
  let dialled = 0;
  await world.network.host(host).tcp.listen({ host, port: 256 }, (connection) => {
    dialled++;
    connection.close();
  });
  const tracker = await MemoryTracker.start(world, '10.0.9.9');
  tracker.answer = () => {
    tracker.answer = undefined;
    return encode({ interval: 1800, peers: Uint8Array.of(10, 0, 7, 1, 1, 0) });
  };
  await machine.addLink(`${link(hybrid, 'v1')}&tr=${encodeURIComponent(tracker.url)}`);
  await world.until('dialled', () => dialled > 0);
  dialled = 0;
  await machine.add(hybrid);
  await world.until('dialled again', () => dialled > 0, 5000);
});

describe('a private torrent', () => {
  const secret = privately(memoryTorrent({ name: 'secret' }));

  test('does not meet the peers that links to it name, but those that a person adds', async () => {
    const dialled: string[] = [];
    for (const host of ['10.0.7.1', '10.0.7.2']) {
      await world.network.host(host).tcp.listen({ host, port: 1 }, (connection) => {
        dialled.push(connection.local.host);
        connection.close();
      });
    }
    const id = await machine.addLink(`${link(secret, 'v1')}&x.pe=10.0.7.1:1`);
    await machine.meet(id, '10.0.7.2:1');
    await machine.execute({ kind: 'pause', id });
    dialled.length = 0;
    await machine.add(secret);
    await world.pass(60_000);
    expect([...new Set(dialled)]).toEqual(['10.0.7.2']);
  });

  function privately(torrent: MemoryTorrent): MemoryTorrent {
    const info = concat([
      torrent.info.subarray(0, -1),
      encodeUtf8('7:privatei1e'),
      encodeUtf8('e'),
    ]);
    const infoHash = new Uint8Array(createHash('sha1').update(info).digest());
    const file = concat([encodeUtf8('d4:info'), info, encodeUtf8('e')]);
    const hashes = { v1: infoHash, v2: undefined };
    return {
      ...torrent,
      info,
      infoHash,
      hashes,
      id: toHex(infoHash),
      file,
      base64: toBase64(file),
    };
  }
});

test('a link that cannot be written down is refused, and not there', async () => {
  const { store } = machine;
  const set = store.set.bind(store);
  store.set = async () => {
    throw new StorageError('no-space', 'the disk is full');
  };
  const full = expect.objectContaining({ code: 'no-space' });
  await expect(machine.addLink(link(hybrid, 'v1'))).rejects.toEqual(full);
  expect(ids()).toEqual([]);
  store.set = set;
  await machine.addLink(link(hybrid, 'v1'));
  await machine.execute({ kind: 'remove', id: V1_ID, deleteData: false });
  await world.settle(machine.session.stop());
  expect(machine.power.timers.size).toBe(0);
});

describe('the address of the torrent file (xs=)', () => {
  /** An HTTP server that gives `body` to whoever asks; how often it did. */
  async function serve(host: string, body: Uint8Array, status = 200, header = '') {
    const asked: string[] = [];
    await world.network.host(host).tcp.listen({ host, port: 80 }, (connection) => {
      connection.start({
        data: (chunk) => {
          asked.push(new TextDecoder().decode(chunk).split('\r\n')[0]!);
          const head = `HTTP/1.1 ${status} X\r\n${header}Content-Length: ${body.length}\r\n\r\n`;
          connection.write(concat([encodeUtf8(head), body]));
        },
        drained: () => {},
        closed: () => {},
      });
    });
    return asked;
  }

  const found = () => ids().length === 1 && machine.row(V1_ID).status !== 'metadata';

  test('is asked when no peer has given it for ten seconds', async () => {
    const asked = await serve('10.0.8.1', hybrid.file);
    await machine.addLink(`${link(hybrid, 'v1')}&xs=http://10.0.8.1/a.torrent`);
    await world.pass(9900);
    expect(asked).toEqual([]);
    await world.until('found', found, 1000);
    expect(asked).toEqual(['GET /a.torrent HTTP/1.1']);
  });

  test('is passed over for the next when it has another torrent, or none', async () => {
    await serve('10.0.8.1', memoryTorrent().file);
    await serve('10.0.8.2', encodeUtf8('<html>'));
    await serve('10.0.8.3', hybrid.file, 404);
    await serve('10.0.8.4', hybrid.file);
    const sources = [0, 1, 2, 3, 4].map((last) => `&xs=http://10.0.8.${last}/`);
    await machine.addLink(`${link(hybrid, 'v2')}${sources.join('')}`);
    await world.until('found', () => ids()[0] === V1_ID);
    expect(machine.alerts).toEqual([]);
  });

  test('may lead round in a circle: the next is asked', async () => {
    const asked = await serve('10.0.8.1', new Uint8Array(0), 302, 'Location: /\r\n');
    await serve('10.0.8.4', hybrid.file);
    const sources = [1, 4].map((last) => `&xs=http://10.0.8.${last}/`);
    await machine.addLink(`${link(hybrid, 'v2')}${sources.join('')}`);
    await world.until('found', () => ids()[0] === V1_ID);
    expect(asked.length).toBeLessThan(10);
  });

  test.each([
    'localhost',
    '127.0.0.1',
    '127.1.2.3',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '0.0.0.0',
    'LOCALHOST.',
    'x.localhost',
    '2130706433',
  ])('is nothing on this machine, whose services trust it: %s', async (host) => {
    const dialled: string[] = [];
    const ports = machine.ports();
    const { tcp } = ports;
    const connect: typeof tcp.connect = (remote, signal) => {
      dialled.push(remote.host);
      return tcp.connect(remote, signal);
    };
    const watched = { ...ports, tcp: { ...tcp, connect } };
    const session = await Session.start(watched, {
      host: 'memory',
      memoryBudget: 1 << 20,
      transport: () => 'memory',
      settingsChanged: () => {},
    });
    const text = `${link(hybrid, 'v1')}&xs=http://${host}:8080/reboot`;
    await session.execute({ kind: 'add', source: { kind: 'link', text } });
    await world.pass(60_000);
    expect(dialled).toEqual([]);
    await world.settle(session.stop());
  });

  test('is not asked once a peer gave it, or the link is paused or gone', async () => {
    const asked = await serve('10.0.8.1', hybrid.file);
    const from = (torrent: MemoryTorrent) =>
      machine.addLink(`${link(torrent, 'v1')}&xs=http://10.0.8.1/`);
    const seed = await seedOf(hybrid);
    await machine.meet(await from(hybrid), seed);
    const paused = await from(memoryTorrent({ name: 'paused' }));
    const gone = await from(memoryTorrent({ name: 'gone' }));
    await machine.execute({ kind: 'pause', id: paused });
    await machine.execute({ kind: 'remove', id: gone, deleteData: false });
    await world.pass(60_000);
    expect(asked).toEqual([]);
  });
});
