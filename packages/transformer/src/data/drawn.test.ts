import { key } from '@figment/core/random';
import { describe, expect, it } from 'vitest';

import { IGNORED } from './batches.ts';
import { corruptSpans, longestForSpans, spanCounts } from './corrupt-spans.ts';
import { hidden } from './hide.ts';

describe('hidden words', () => {
  const [mask, start, end, vocabulary] = [3, 1, 2, 1000];
  const text = [start, ...Array.from({ length: 200 }, (_, i) => 10 + (i % 900)), end];
  const rows = Array.from({ length: 100 }, () => text);
  const { seen, targets } = hidden(rows, { vocabulary, mask, special: new Set([start, end]) }, key(1));

  it('are 15 % of the words of each text, none of them special', () => {
    for (const row of targets) expect(row.filter((id) => id !== IGNORED)).toHaveLength(30);
    for (const [i, row] of targets.entries()) {
      expect([row[0], row.at(-1), seen[i]![0], seen[i]!.at(-1)]).toEqual([IGNORED, IGNORED, start, end]);
      row.forEach((id, place) => { expect(id === IGNORED ? seen[i]![place] : id).toBe(text[place]); });
    }
  });

  it('stand behind the mask in 80 %, behind any word in 10 %, behind themselves in 10 %', () => {
    const kinds = { mask: 0, itself: 0, other: 0 };
    targets.forEach((row, i) => {
      row.forEach((id, place) => {
        if (id === IGNORED) return;
        const shown = seen[i]![place];
        kinds[shown === mask ? 'mask' : shown === id ? 'itself' : 'other']++;
      });
    });
    const drawn = 3000;
    // Three standard deviations of a binomial count.
    for (const [kind, share] of [['mask', 0.8], ['other', 0.1], ['itself', 0.1]] as const) expect(Math.abs(kinds[kind] - share * drawn)).toBeLessThan(3 * Math.sqrt(drawn * share * (1 - share)) + drawn * 0.0002);
  });

  it('are one at least, and the same for the same key', () => {
    const short = { vocabulary, mask, special: new Set<number>() };
    expect(hidden([[5]], short, key(4)).targets).toEqual([Int32Array.of(5)]);
    expect(hidden(rows, short, key(4))).toEqual(hidden(rows, short, key(4)));
    expect(hidden(rows, short, key(4))).not.toEqual(hidden(rows, short, key(5)));
  });
});

describe('spans that are cut out', () => {
  const sentinels = Array.from({ length: 100 }, (_, i) => 10_000 - i);

  it.each([2, 3, 7, 20, 114, 568])('of %i ids leave what the text can be put together from', (length) => {
    const text = Array.from({ length }, (_, i) => i);
    const { cut, spans: count } = spanCounts(length);
    for (let seed = 0; seed < 20; seed++) {
      const { left, spans } = corruptSpans(text, sentinels, key(seed));
      expect([left.length, spans.length]).toEqual([length - cut + count, cut + count]);
      const parts = new Map<number, number[]>();
      let current: number[] = [];
      for (const id of spans) {
        if (id < 9000) current.push(id);
        else parts.set(id, (current = []));
      }
      expect([...parts.keys()]).toEqual(sentinels.slice(0, count));
      expect([...parts.values()].every((part) => part.length > 0)).toBe(true);
      expect(left.flatMap((id) => parts.get(id) ?? [id])).toEqual(text);
    }
  });

  // 568 ids become 512 and 114, as compute_input_and_target_lengths(512, 0.15, 3) of T5's code has it, with the end of each.
  it('are as long as those that T5 was trained with', () => {
    expect(longestForSpans(512)).toBe(568);
    const { cut, spans } = spanCounts(568);
    expect([568 - cut + spans + 1, cut + spans + 1]).toEqual([512, 114]);
  });

  it('lie anywhere', () => {
    const text = Array.from({ length: 30 }, (_, i) => i);
    const gone = new Set(Array.from({ length: 400 }, (_, seed) => corruptSpans(text, sentinels, key(seed)).spans.filter((id) => id < 9000)).flat());
    // A text never begins with a span.
    expect([...gone].sort((a, b) => a - b)).toEqual(text.slice(1));
  });
});
