import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FileLayout } from '../../../src/metainfo/file-layout.ts';
import { plainFile } from '../../support/plain-file.ts';

function layout(...lengths: number[]): FileLayout {
  let offset = 0;
  const files = lengths.map((length, index) => {
    const file = plainFile([String(index)], length, offset);
    offset += length;
    return file;
  });
  return new FileLayout(files);
}

/** "0[2+3]" is 3 bytes of file 0 from its byte 2 on. */
function picture(files: FileLayout, offset: number, length: number): string {
  const slices = files.slices(offset, length);
  return slices
    .map((slice) => `${slice.file}[${slice.offset}+${slice.length}]`)
    .join(' ');
}

test.each([
  ['within one file', 2, 3, '0[2+3]'],
  ['over a border', 8, 4, '0[8+2] 2[0+2]'],
  ['from a border', 10, 1, '2[0+1]'],
  ['everything', 0, 20, '0[0+10] 2[0+5] 5[0+5]'],
  ['the last byte', 19, 1, '5[4+1]'],
  ['nothing', 10, 0, ''],
  ['nothing at the end', 20, 0, ''],
])('%s, empty files never', (_, offset, length, expected) => {
  expect(picture(layout(10, 0, 5, 0, 0, 5, 0), offset, length)).toBe(expected);
});

test.each([
  [-1, 1],
  [0, -1],
  [0, 21],
  [20, 1],
  [Number.NaN, 1],
])('%i + %i leaves the torrent', (offset, length) => {
  expect(() => layout(20).slices(offset, length)).toThrow(RangeError);
});

test('any range is covered once, in order', () => {
  const lengths = fc.array(fc.nat({ max: 4 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(lengths, fc.nat(), fc.nat(), (sizes, a, b) => {
      const files = layout(...sizes);
      const offset = a % (files.size + 1);
      const length = b % (files.size - offset + 1);
      const bytes = files
        .slices(offset, length)
        .flatMap((slice) =>
          Array.from(
            { length: slice.length },
            (_, at) => files.files[slice.file]!.offset + slice.offset + at,
          ),
        );
      expect(bytes).toEqual(Array.from({ length }, (_, at) => offset + at));
    }),
  );
});
