import { trainTokenizer } from '@figment/tokenizer';
import { expect, it } from 'vitest';

import { withBytes } from './token-bytes.ts';

it('says which bytes a token is that is no whole character, wherever it stands', async () => {
  const tokenizer = await trainTokenizer(['a'], { model: 'bpe', vocabulary: 257 });
  const ids = tokenizer.encode('가').ids;
  const face = (id: number): object => ({ id, text: tokenizer.decode([id]) });
  const [first, second] = ids as [number, number];
  const letter = tokenizer.encode('a').ids[0] as number;
  expect(withBytes({ text: '', token: { ...face(first), candidates: [face(second), face(letter)] } }, tokenizer)).toEqual({
    text: '', token: { ...face(first), bytes: [0xEA], candidates: [{ ...face(second), bytes: [0xB0] }, face(letter)] },
  });
});

it('leaves steps as they are where a tokenizer does not tell', () => {
  const extras = { token: { id: 1, text: '\uFFFD' } };
  expect(withBytes(extras, { encode: () => ({ ids: [] }), decode: () => '', vocabularySize: 2 })).toBe(extras);
});
