import { expect, test } from '@jest/globals';
import { LARGEST_FILE, ofFile, ofLink } from '../../../../ui/store/additions.ts';

test('a link is called what it calls its torrent, and itself otherwise', async () => {
  const hash = 'a'.repeat(40);
  const link = `magnet:?xt=urn:btih:${hash}&dn=Big%20Buck`;
  expect(ofLink(link).label).toBe('Big Buck');
  expect(await ofLink(link).read()).toEqual({ kind: 'link', text: link });
  for (const other of [hash, 'https://a.example/b.torrent', `magnet:?xt=${hash}&dn=`]) {
    expect(ofLink(other).label).toBe(other);
  }
});

test('a file that is too large for a message, or gone, is refused', async () => {
  const file = {
    name: 'a.torrent',
    size: 2,
    arrayBuffer: async () => new ArrayBuffer(2),
  };
  const of = (changes: Partial<File>) => ofFile({ ...file, ...changes } as File).read();
  expect(await of({})).toEqual({ kind: 'file', base64: 'AAA=' });
  await expect(of({ size: LARGEST_FILE + 1 })).rejects.toMatchObject({
    report: { code: 'torrent-too-large' },
  });
  const gone = () => Promise.reject(new DOMException('gone', 'NotFoundError'));
  await expect(of({ arrayBuffer: gone })).rejects.toMatchObject({
    report: { code: 'file-unreadable' },
  });
  // In base64, with its envelope, it still fits into the 64 MiB that Chrome carries.
  expect(Math.ceil(LARGEST_FILE / 3) * 4 + 1000).toBeLessThan(64 << 20);
});
