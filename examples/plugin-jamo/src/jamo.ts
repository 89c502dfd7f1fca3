import { FigmentError } from '@figment/core';
import { defineTokenizer } from '@figment/core/plugin';
import { z } from 'zod';

import { fixedCount } from './alphabet.ts';
import { JamoTokenizer } from './jamo-tokenizer.ts';

const options = z.object({
  vocabulary: z.int().min(fixedCount).max(20_000).default(1000).describe('Ids at most: 256 bytes, 67 letters of Hangul, and the most frequent characters.'),
});

const file = 'jamo.json';
const format = z.object({ version: z.literal(1), characters: z.array(z.string().min(1)) });

/** A Korean tokenizer for small models: few ids, and no syllable is unknown. */
export const jamo = defineTokenizer({
  id: 'acme/jamo',
  title: 'Letters of Hangul',
  description: 'Frequent characters are tokens, rare syllables are spelled by their letters.',
  options,
  async train(texts, { vocabulary }, { onProgress }) {
    const counts = new Map<string, number>();
    let read = 0;
    for await (const text of texts) {
      // Half a surrogate pair is no character: it is encoded as U+FFFD.
      for (const character of text) if (!/\p{Cs}/u.test(character)) counts.set(character, (counts.get(character) ?? 0) + 1);
      onProgress({ phase: 'reading', done: ++read });
    }
    const byFrequency = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    return new JamoTokenizer(byFrequency.slice(0, vocabulary - fixedCount).map(([character]) => character));
  },
  save(tokenizer) {
    if (!(tokenizer instanceof JamoTokenizer)) throw new FigmentError('INPUT_INVALID', 'acme/jamo saves only tokenizers that it has made.');
    return { [file]: JSON.stringify({ version: 1, characters: tokenizer.alphabet.characters }) };
  },
  async open(files) {
    const text = await (await files(file)).text();
    let content: unknown;
    try {
      content = JSON.parse(text);
    } catch (cause) {
      throw new FigmentError('DATA_INVALID', `${file} must be JSON, as acme/jamo saves it.`, { cause });
    }
    const read = format.safeParse(content);
    if (!read.success) throw new FigmentError('DATA_INVALID', `${file} must be as acme/jamo saves it: ${z.prettifyError(read.error)}`);
    return new JamoTokenizer(read.data.characters);
  },
});
