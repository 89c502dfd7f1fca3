import { z } from 'zod';

import { type Dataset, mapDataset } from '../src/data/index.ts';
import type { IndexedDataset } from '../src/data/indexed.ts';
import { FigmentError } from '../src/errors.ts';
import type { Tokenizer } from '../src/interfaces/tokenizer.ts';
import { Embedding, Module } from '../src/nn/index.ts';
import { crossEntropy, reshape, slice, sum } from '../src/ops/index.ts';
import { defineModel, defineTokenizer } from '../src/plugin/define.ts';
import type { Key } from '../src/random/index.ts';
import type { Tensor } from '../src/tensor.ts';

export interface Letters {
  /** int32 [B, 2] */
  readonly ids: Tensor;
}
export interface Words {
  readonly text: readonly string[];
}

/** Letters as ids, those it has seen when it was trained. */
export class LetterTokenizer implements Tokenizer {
  readonly letters: string;

  constructor(letters: string) {
    this.letters = letters;
  }

  get vocabularySize(): number {
    return this.letters.length;
  }

  encode(text: string): { ids: number[] } {
    return { ids: Array.from(text, (letter) => Math.max(0, this.letters.indexOf(letter))) };
  }

  decode(ids: readonly number[]): string {
    return ids.map((id) => this.letters[id]).join('');
  }
}

const letterTokenizer = defineTokenizer({
  id: 'test/letters',
  title: 'Letters',
  options: z.object({ at: z.string().default('') }),
  open: async (files) => new LetterTokenizer(await (await files('letters.txt')).text()),
  async train(texts, { at }) {
    const letters = new Set(at);
    for await (const text of texts) for (const letter of text) letters.add(letter);
    return new LetterTokenizer([...letters].join(''));
  },
  save(tokenizer) {
    if (!(tokenizer instanceof LetterTokenizer)) throw new FigmentError('INPUT_INVALID', 'test/letters saves only its own.');
    return Promise.resolve({ 'letters.txt': tokenizer.letters });
  },
});

class Bigrams extends Module {
  readonly next: Embedding;

  constructor(key: Key, letters: number) {
    super();
    this.next = new Embedding(key, { count: letters, width: letters });
  }
}

/** Which letter follows which, of the first two letters of each word. */
export const textModel = defineModel({
  id: 'test/text',
  title: 'Bigrams',
  config: z.object({}),
  data: { fields: { text: 'text' }, batch: { ids: 'tokens' } },
  tokenizer: letterTokenizer,
  tasks: {},
  create(_config, { key, tokenizer }) {
    if (tokenizer === undefined) throw new FigmentError('TOKENIZER_MISSING', 'test/text needs a tokenizer.');
    const bigrams = new Bigrams(key, tokenizer.vocabularySize);
    let made = 0;
    return {
      modules: { bigrams },
      objectives: [{
        name: 'next letter',
        parameters: () => bigrams.namedParameters(),
        loss({ ids }: Letters) {
          const [first, second] = [reshape(slice(ids, [0, 0], [-1, 1]), [-1]), reshape(slice(ids, [0, 1], [-1, 1]), [-1])];
          return { loss: crossEntropy(bigrams.next.forward(first), second), metrics: { letters: sum(ids) } };
        },
      }],
      dataset(source: Dataset<Words>): Dataset<Letters> {
        made += 1;
        const rows = (text: readonly string[]) => ({ ids: { data: Int32Array.from(text.flatMap((word) => tokenizer.encode(word.slice(0, 2)).ids)), shape: [text.length, 2] } });
        return mapDataset<Words, Letters>(source as IndexedDataset<Words>, { ids: { kind: 'tokens', shape: [2] } }, ({ text }) => rows(text));
      },
      observe: () => ({ made }),
      run: {},
    };
  },
});

