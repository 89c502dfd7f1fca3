import { arrays, type Caption } from '@figment/core/data';
import { foldIn, key } from '@figment/core/random';
import { expect, it } from 'vitest';

import { captionedEmoji, captionOf } from './captioned-emoji.ts';
import { recoloured } from './recolour.ts';

const caption = (name: string, category: string): Caption => ({ name, category, label: { en: `red ${name}`, ko: `빨간 ${name}` }, tags: { en: ['fruit', 'food'], ko: ['과일'] } });
const red = Uint8Array.from({ length: 2 * 2 * 3 }, (_, i) => (i % 3 === 0 ? 255 : 0));
const pictures = arrays({ image: { data: Uint8Array.from([...red, ...red]), shape: [2, 2, 2, 3] } });

it('turns the main hue of a picture, and takes it out for gray', () => {
  expect([...recoloured(red, 120).slice(0, 3)]).toEqual([0, 255, 0]);
  expect([...recoloured(red, 215).slice(0, 3)]).toEqual([0, 106, 255]);
  expect([...recoloured(red, undefined).slice(0, 3)]).toEqual([140, 140, 140]);
});

it('draws captions in both languages, as often as the recipe says', () => {
  const drawn = Array.from({ length: 4000 }, (_, i) => captionOf(caption('apple', 'Food'), foldIn(key(1), i)));
  const part = (fits: (text: string) => boolean): number => drawn.filter(fits).length / drawn.length;
  expect(part((text) => text === 'red apple')).toBeCloseTo(0.4, 1);
  expect(part((text) => text === '빨간 apple')).toBeCloseTo(0.32, 1);
  expect(part((text) => text.includes('과일'))).toBeCloseTo(0.12, 1);
});

it('names the colour of what it recolours, once, and leaves flags as they are; the same batches come back from a cursor', async () => {
  const data = await captionedEmoji(pictures, [caption('apple', 'Food & Drink'), caption('flag', 'Flags')]);
  const seen: { text: readonly string[]; cursor: unknown }[] = [];
  for await (const { host, cursor } of data.batches({ key: key(1), batchSize: 64 })) {
    seen.push({ text: host.text, cursor });
    if (seen.length === 3) break;
  }
  const texts = seen.flatMap(({ text }) => text);
  const blue = texts.filter((text) => /blue|파란/.test(text));
  expect(blue.length).toBeGreaterThan(0);
  expect(blue.every((text) => !/red|빨간|flag/.test(text))).toBe(true);
  for await (const { host } of data.batches({ key: key(1), batchSize: 64, from: seen[0]!.cursor })) {
    expect(host.text).toEqual(seen[1]!.text);
    break;
  }
});
