import { selectBackend } from '@figment/core';
import { dispose, download, fill, memory, tidy } from '@figment/core/ops';
import { foldIn, key } from '@figment/core/random';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';

import { PictureHistory } from './picture-history.ts';

beforeAll(() => selectBackend({ prefer: 'wasm' }));
afterEach(() => { expect(memory().numTensors).toBe(0); });

/** Shows batches of one-pixel pictures, the first all of 1, the second all of 2 ...; what is shown of each. */
async function shownOf(history: PictureHistory, batches: number, size: number): Promise<number[][]> {
  const shown: number[][] = [];
  for (let i = 1; i <= batches; i++) {
    const now = tidy(() => {
      const { shown, updates } = history.exchange(fill([size, 1, 1, 1], i), foldIn(key(1), i));
      for (const [buffer, value] of updates) buffer.assign(value);
      return shown;
    });
    shown.push([...(await download(now)).data]);
    dispose([now]);
  }
  return shown;
}

describe('a history of pictures', () => {
  it('shows new ones while it has room, and later an earlier one for about every second', async () => {
    const history = new PictureHistory(50, [1, 1, 1]);
    const shown = await shownOf(history, 100, 8);
    for (const [i, batch] of shown.slice(0, 6).entries()) expect(batch).toEqual(Array(8).fill(i + 1));
    const later = shown.slice(6).flatMap((batch, i) => batch.map((picture) => i + 7 - picture));
    expect(later.every((age) => age >= 0)).toBe(true);
    const old = later.filter((age) => age > 0);
    // 752 fair coins: 376 +- 4 standard deviations of 13.7.
    expect(Math.abs(old.length - 376)).toBeLessThan(55);
    // A picture stays until it is drawn: one step in 48 / 4, so that the mean age is 12.
    expect(old.reduce((sum, age) => sum + age, 0) / old.length).toBeGreaterThan(8);
    expect(old.reduce((sum, age) => sum + age, 0) / old.length).toBeLessThan(16);
    history.dispose();
  });

  it('gives every remembered picture out once, and loses none', async () => {
    const history = new PictureHistory(8, [1, 1, 1]);
    const shown = (await shownOf(history, 12, 4)).flat();
    const kept = [...(await download(history.pictures)).data];
    const drawn = shown.slice(8);
    // What was drawn or shown at once, and what is still there, is all that was made since there is no more room.
    for (let made = 3; made <= 12; made++) expect([...drawn, ...kept].filter((picture) => picture === made)).toHaveLength(4);
    for (const early of [1, 2]) expect([...drawn, ...kept].filter((picture) => picture === early)).toHaveLength(4);
    history.dispose();
  });

  it('lets batches through that are larger than it is', async () => {
    const history = new PictureHistory(3, [1, 1, 1]);
    expect(await shownOf(history, 3, 4)).toEqual([Array(4).fill(1), Array(4).fill(2), Array(4).fill(3)]);
    history.dispose();
  });
});
