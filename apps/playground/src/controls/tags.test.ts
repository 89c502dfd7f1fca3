import { describe, expect, it } from 'vitest';

import { tagFrom, tagText } from './tags.ts';

describe('values of a list', () => {
  it('may end a line, which no key types', () => {
    expect(tagFrom('\\n\\n', 'text')).toBe('\n\n');
    expect(tagText('\n\n')).toBe('\\n\\n');
  });

  it.each(['a b', ' You:', 'C:\\new', '\t|', '끝.'])('read what they wrote: %j', (text) => {
    expect(tagFrom(tagText(text), 'text')).toBe(text);
  });

  it('are numbers where numbers are wanted, and nothing else', () => {
    expect(tagFrom('42', 'integer')).toBe(42);
    expect(tagFrom('4.5', 'integer')).toBeUndefined();
    expect(tagFrom('4.5', 'number')).toBe(4.5);
    expect(tagFrom('cat', 'number')).toBeUndefined();
    expect(tagFrom('', 'text')).toBeUndefined();
  });

  it('are what they look like where both will do', () => {
    expect(tagFrom('42', 'any')).toBe(42);
    expect(tagFrom('cat', 'any')).toBe('cat');
  });
});
