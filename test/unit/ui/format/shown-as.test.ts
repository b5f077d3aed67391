import { expect, test } from '@jest/globals';
import { isSameSeries, shownAs } from '../../../../ui/format/shown-as.ts';

test.each([
  ['film.MKV', 'video', 'video/x-matroska'],
  ['a.b.flac', 'audio', 'audio/flac'],
  ['cover.jpeg', 'picture', 'image/jpeg'],
  ['paper.pdf', 'document', 'application/pdf'],
  ['README', 'text', 'text/plain'],
  ['setup.exe', 'other', 'application/octet-stream'],
  ['', 'other', 'application/octet-stream'],
  ['x.constructor', 'other', 'application/octet-stream'],
])('%s is shown as %s', (name, kind, type) => {
  expect(shownAs(name)).toEqual({ kind, type });
});

test.each(['page.html', 'page.HTM', 'page.xhtml', 'drawing.svg', 'feed.xml', 'code.js'])(
  '%s is text: it never runs as a page',
  (name) => {
    expect(shownAs(name)).toEqual({ kind: 'text', type: 'text/plain' });
  },
);

test('films and songs follow each other, pictures and texts their like', () => {
  expect(isSameSeries('video', 'audio')).toBe(true);
  expect(isSameSeries('picture', 'picture')).toBe(true);
  expect(isSameSeries('text', 'picture')).toBe(false);
  expect(isSameSeries('other', 'other')).toBe(false);
});
