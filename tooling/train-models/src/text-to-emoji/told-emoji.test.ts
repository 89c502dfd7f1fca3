import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

import { captionTokenizer } from './caption-tokenizer.ts';
import { lesson, openToldEmoji } from './told-emoji.ts';

const models = fileURLToPath(new URL('../../../../models', import.meta.url));

it('keeps back what shows what it makes of captions that it never read, and nothing of it is learnt', async () => {
  const emoji = await openToldEmoji(models, true);
  const { pictures, captions } = lesson(emoji);
  expect([emoji.heldOut.length, emoji.withoutKorean.length, pictures.size, captions.length]).toEqual([80, 80, 1511, 1511]);
  const labels = (all: typeof captions): string[] => all.flatMap(({ label }) => [label.en, label.ko]);
  const learnt = new Set(labels(captions));
  const keptBack = [...labels(emoji.heldOut.map((i) => emoji.captions[i]!)), ...emoji.withoutKorean.map((i) => emoji.captions[i]!.label.ko)];
  expect(keptBack.filter((label) => learnt.has(label))).toEqual([]);
});

it('reads any caption, in either language, in few tokens', async () => {
  const { captions } = await openToldEmoji(models, false);
  const tokenizer = await captionTokenizer(captions);
  expect(tokenizer.vocabularySize).toBe(2856);
  const lengths = captions.flatMap(({ label }) => [label.en, label.ko].map((text) => tokenizer.encode(text.toLowerCase(), { addSpecialTokens: false }).ids.length));
  expect(lengths.filter((length) => length > 12).length / lengths.length).toBeLessThan(0.02);
  expect(tokenizer.decode(tokenizer.encode('빨간 사과, 뷁').ids)).toBe('빨간 사과, 뷁');
});
