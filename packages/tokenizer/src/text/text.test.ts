import { describe, expect, it } from 'vitest';
import { AlignedText } from './aligned-text.ts';
import { isWhiteSpace } from './characters.ts';
import { prependTo, replaceMatches } from './editing.ts';
import { occurrencesOf } from './matching.ts';
import { Rewriting } from './rewriting.ts';
import { toWellFormed, unitsAt, utf8Length, utf8Offsets } from './utf8.ts';

const places = (text: AlignedText): number[][] => Array.from({ length: text.length }, (_, i) => [text.startOf(i), text.endOf(i)]);

describe('AlignedText', () => {
  it('knows where a stretch of a stretch stands', () => {
    const text = AlignedText.of('abcdef').slice(1, 5).slice(1, 3);
    expect(text.text).toBe('cd');
    expect(text.isOneToOne).toBe(true);
    expect(text.originalRange(0, 2)).toEqual([2, 4]);
  });

  it('reads lone surrogates as U+FFFD, in the same places', () => {
    const text = AlignedText.of('a\udc00👋\ud83d');
    expect(text.text).toBe('a\ufffd👋\ufffd');
    expect(text.originalRange(1, 2)).toEqual([1, 2]);
  });

  it('is the same object with the same text', () => {
    const text = AlignedText.of('abc');
    expect(text.withText('abc')).toBe(text);
    expect(text.slice(1, 3).withText('BC').originalRange(0, 2)).toEqual([1, 3]);
  });
});

describe('Rewriting', () => {
  it('says where characters come from: those of old ones, and those put in from the one before', () => {
    const rewriting = new Rewriting(AlignedText.of('a👋bc'));
    rewriting.push('A', 0);
    rewriting.push('x', 1);
    rewriting.push('y', -1);
    rewriting.push('z', 1);
    const text = rewriting.finish();
    // y stands for 👋 and b; z comes from b, the last that was read.
    expect(text.text).toBe('Axyzc');
    expect(places(text)).toEqual([[0, 1], [0, 1], [1, 3], [3, 4], [4, 5]]);
  });

  it('gives the old text when nothing was done', () => {
    const text = AlignedText.of('abc');
    expect(new Rewriting(text).finish()).toBe(text);
  });

  it('keeps places through slices and further changes', () => {
    const replaced = replaceMatches(AlignedText.of('한 국 어'), occurrencesOf(' '), () => '__');
    expect(places(replaced)).toEqual([[0, 1], [1, 2], [1, 2], [2, 3], [3, 4], [3, 4], [4, 5]]);
    const prefixed = prependTo(replaced.slice(3, 7), '▁');
    expect(prefixed.text).toBe('▁국__어');
    expect(places(prefixed)).toEqual([[2, 3], [2, 3], [3, 4], [3, 4], [4, 5]]);
  });
});

describe('UTF-8', () => {
  const text = 'aé가👋\ud800z';

  it('is as long as TextEncoder makes it', () => {
    expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length);
    expect(utf8Length(text, 2, 5)).toBe(7);
  });

  it('has an offset for every index, in any order', () => {
    const bytes = utf8Offsets(text);
    for (const i of [0, 1, 2, 3, 5, 6, 7, 3, 0, 7]) expect(bytes(i)).toBe(new TextEncoder().encode(text.slice(0, i)).length);
  });

  it('counts an index within a pair as the pair\'s start', () => {
    expect(utf8Offsets(text)(4)).toBe(utf8Offsets(text)(3));
  });

  it('has no halves of characters', () => {
    expect(toWellFormed(text)).toBe('aé가👋\ufffdz');
    expect(unitsAt(text, 3)).toBe(2);
    expect(unitsAt(text, 5)).toBe(1);
  });
});

describe('isWhiteSpace', () => {
  it('is Unicode White_Space, not what JavaScript trims', () => {
    const found = Array.from({ length: 0x10000 }, (_, code) => code).filter(isWhiteSpace);
    // PropList.txt of Unicode 15.
    const expected = [9, 10, 11, 12, 13, 0x20, 0x85, 0xa0, 0x1680, ...Array.from({ length: 11 }, (_, i) => 0x2000 + i), 0x2028, 0x2029, 0x202f, 0x205f, 0x3000];
    expect(found).toEqual(expected);
  });
});
