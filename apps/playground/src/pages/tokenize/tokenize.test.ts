import { describe, expect, it } from 'vitest';

import { mergesAt, mergesFrom, positionOf, positions } from './merge-scale.ts';
import { partAt, partLength, partOf } from './parts.ts';

describe('the scale of merges', () => {
  it('goes from none to all, and never back', () => {
    const all = 1744;
    const merges = Array.from({ length: positions + 1 }, (_, position) => mergesAt(position, all));
    expect(merges[0]).toBe(0);
    expect(merges.at(-1)).toBe(all);
    expect(merges).toEqual([...merges].sort((a, b) => a - b));
  });

  it('finds the way back to where it is', () => {
    for (const all of [1, 5, 200, 199_742]) {
      expect(positionOf(0, all)).toBe(0);
      expect(positionOf(all, all)).toBe(positions);
      for (const position of [0, 60, 120, positions]) expect(mergesAt(positionOf(mergesAt(position, all), all), all)).toBe(mergesAt(position, all));
    }
  });

  it('changes by at least one with each step of a key', () => {
    let count = 0;
    for (let steps = 0; count < 1744; steps++) {
      expect(steps).toBeLessThan(300);
      const next = mergesFrom(count, positionOf(count, 1744) + 1, 1744);
      expect(next).toBeGreaterThan(count);
      count = next;
    }
    expect(mergesFrom(1, positionOf(1, 1744) - 1, 1744)).toBe(0);
  });
});

describe('parts of a long text', () => {
  it('follow one another without a gap', () => {
    const text = 'a'.repeat(2 * partLength + 5);
    expect([0, 1, 2].map((part) => partOf(text, part))).toEqual([[0, partLength], [partLength, 2 * partLength], [2 * partLength, text.length]]);
  });

  it('never begin inside an emoji', () => {
    const text = `a${'👋'.repeat(partLength)}`;
    const [, first] = partOf(text, 0);
    const [second] = partOf(text, 1);
    expect(first).toBe(second);
    expect(text.slice(second).startsWith('👋')).toBe(true);
  });

  it('are the last one where the text has become shorter', () => {
    expect(partOf('abc', 7)).toEqual([0, 3]);
    expect(partOf('', 3)).toEqual([0, 0]);
  });

  it('are found by a place: what was just typed is in the part', () => {
    expect(partAt(0)).toBe(0);
    expect(partAt(partLength)).toBe(0);
    expect(partAt(partLength + 1)).toBe(1);
  });
});
