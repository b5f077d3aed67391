import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeWith } from '../support/counterpart.ts';
import { makeFileSet } from '../support/file-set.ts';
import { LibtorrentDht } from '../support/libtorrent-dht.ts';
import { RillCommand } from '../support/rill.ts';
import { Scene } from '../support/scene.ts';
import { makeTorrent } from '../support/torrent.ts';

const PATIENCE_MS = 60_000;
const SEED = '11'.repeat(32);

let scene: Scene;
let rill: RillCommand;
let network: LibtorrentDht;

beforeEach(async () => {
  scene = await Scene.open();
  rill = await RillCommand.build(scene.dir);
}, PATIENCE_MS);

afterEach(() => scene.close(), PATIENCE_MS);

/** What `rill dht` answers as JSON, and its exit code. */
async function ask(...question: readonly string[]) {
  const node = network.nodes[0]!;
  const program = await rill.run('dht', ...question, '--bootstrap', node, '--json');
  const pick = (line: string) => (line.startsWith('{') ? JSON.parse(line) : undefined);
  const answer = await program.find('answer', pick, PATIENCE_MS);
  return { answer, code: await program.exited };
}

/** Once someone is: libtorrent takes its time to announce. */
async function found(infoHash: string): Promise<readonly string[]> {
  for (let time = 0; ; time++) {
    const { answer, code } = await ask('get-peers', infoHash);
    if (code === 0 || time === 20) return answer.peers;
  }
}

describeWith('libtorrent', () => {
  beforeEach(async () => {
    network = await scene.keep(LibtorrentDht.start(8));
  }, PATIENCE_MS);

  test(
    'finds who has a torrent, announces, and pings',
    async () => {
      const files = await makeFileSet(scene.dir, 'one.bin', 100_000);
      const { path, infoHash } = await makeTorrent(files);
      expect(await ask('get-peers', '00'.repeat(20))).toMatchObject({
        answer: { peers: [] },
        code: 1,
      });
      network.add(2, path, files.parent);
      await network.complete(2, PATIENCE_MS);
      const seeder = /^127\.0\.0\.\d+:\d+$/;
      expect(await found(infoHash)).toEqual([expect.stringMatching(seeder)]);
      const told = await ask('announce', infoHash, '--port', '4242');
      expect(told.answer.announced).toBeGreaterThan(0);
      const { answer } = await ask('get-peers', infoHash);
      expect(answer.peers).toContainEqual(expect.stringMatching(/:4242$/));
      expect(await ask('ping', network.nodes[1]!)).toMatchObject({
        answer: { id: expect.stringMatching(/^[0-9a-f]{40}$/) },
        code: 0,
      });
    },
    PATIENCE_MS,
  );

  test(
    'keeps an item with libtorrent, finds it there, and signs newer ones',
    async () => {
      const put = await ask('put', 'hello');
      expect(put.answer.nodes).toBeGreaterThan(0);
      expect(await ask('get', put.answer.target)).toMatchObject({
        answer: { value: 'hello' },
        code: 0,
      });
      const first = await ask('put', 'one', '--seed', SEED, '--salt', 's');
      expect(first.answer).toMatchObject({ seq: 1 });
      const second = await ask('put', 'two', '--seed', SEED, '--salt', 's');
      expect(second.answer).toMatchObject({ seq: 2, key: first.answer.key });
      expect(await ask('get', first.answer.key, '--salt', 's')).toMatchObject({
        answer: { value: 'two', seq: 2 },
      });
      expect(await ask('get', first.answer.key)).toMatchObject({ code: 1 });
    },
    PATIENCE_MS,
  );
});
