import { testTokenizerPlugin } from '@figment/testing/vitest';
import { expect, it } from 'vitest';

import { jamo } from './jamo.ts';
import { JamoTokenizer } from './jamo-tokenizer.ts';

testTokenizerPlugin(jamo, { options: { vocabulary: 360 }, invalidOptions: { vocabulary: 10 } });

it('spells a rare syllable by its letters, a frequent one as one token', () => {
  const tokenizer = new JamoTokenizer(['글']);
  expect(tokenizer.encode('한글은').tokens).toEqual(['ᄒ', 'ᅡ', 'ᆫ', '글', 'ᄋ', 'ᅳ', 'ᆫ']);
  expect(tokenizer.encode('한글은').offsets).toEqual([[0, 1], [0, 1], [0, 1], [1, 2], [2, 3], [2, 3], [2, 3]]);
});

it('keeps letters apart that were typed apart', () => {
  const tokenizer = new JamoTokenizer([]);
  for (const text of ['한글'.normalize('NFD'), 'ㅎㅏㄴ글', '간']) expect(tokenizer.decode(tokenizer.encode(text).ids)).toBe(text);
});

it('writes letters that make no syllable as they are', () => {
  const tokenizer = new JamoTokenizer([]);
  const [initial = 0, medial = 0, final = 0] = tokenizer.encode('한').ids;
  expect(tokenizer.decode([medial, initial, initial, medial, final, final])).toBe('ᅡᄒ한ᆫ');
});

it('refuses a file of another kind', async () => {
  await expect(jamo.open(async () => new Blob(['{"version": 2}']))).rejects.toMatchObject({ code: 'DATA_INVALID' });
});
