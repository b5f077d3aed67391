import { describe, expect, test } from '@jest/globals';
import { isolatedNames } from './isolated-names.ts';
import { literalTexts } from './literal-texts.ts';
import { physicalStyles } from './physical-styles.ts';
import { readRepository } from './repository.ts';

const files = readRepository();

function one(path: string, text: string): Map<string, string> {
  return new Map([[path, text]]);
}

describe('what people read can be translated', () => {
  test('in every view', () => {
    expect(literalTexts(files)).toEqual([]);
  });

  test.each([
    'export const A = () => <p>Hello there</p>;',
    'export const A = () => <p>Hello {name}</p>;',
    'export const A = () => <B label="Hello" />;',
    'export const A = () => <button aria-label="Close" />;',
  ])('not in %s', (view) => {
    expect(literalTexts(one('ui/views/a.tsx', view))).toHaveLength(1);
  });

  test.each([
    'export const A = () => <p class="hello">{text(\'a.b\')} · {count}</p>;',
    "const KINDS = ['one', 'two']; export const A = () => <B kind=\"one\" />;",
  ])('but %s', (view) => {
    expect(literalTexts(one('ui/views/a.tsx', view))).toEqual([]);
  });
});

describe('names are kept from turning a sentence around', () => {
  test('wherever they are put into one', () => {
    expect(isolatedNames(files)).toEqual([]);
  });

  test.each(["text('a', { name: row.name })", "plural('a', 1, { name })"])(
    'not so: %s',
    (call) => expect(isolatedNames(one('ui/a.ts', call))).toHaveLength(1),
  );
});

describe('styles hold from right to left', () => {
  test('in every file', () => {
    expect(physicalStyles(files)).toEqual([]);
  });

  test.each([
    '.a { margin-left: 4px; }',
    '.a {\n  right: 0;\n}',
    '.a { text-align: right; }',
    '.a { padding: 0 4px 0 8px; }',
    '.a { border-top-left-radius: 4px; }',
  ])('not by %s', (style) => {
    expect(physicalStyles(one('ui/styles/a.css', style))).toHaveLength(1);
  });

  test('but by start and end', () => {
    const style = '.a { margin-inline-start: 4px; inset: 0; padding: 4px 8px 0 8px; }';
    expect(physicalStyles(one('ui/styles/a.css', style))).toEqual([]);
  });
});
