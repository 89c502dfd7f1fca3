import { trainBpe } from '@figment/tokenizer';

import type { RowsKind } from '../kind.ts';
import { TrainingInputs } from '../training/corpus.ts';

interface Expected {
  readonly merges: readonly (readonly [string, string])[];
  readonly vocab: readonly string[];
}

/** Merges in their order, and tokens in the order of their ids. */
export const kind: RowsKind = {
  name: 'train-bpe',
  async check(golden) {
    const inputs = new TrainingInputs(golden);
    const maxTokenLength = inputs.number('max_token_length');
    const { tokens, merges } = await trainBpe(await inputs.words(), {
      ...inputs.merging(),
      // The reference's tokens stay below it.
      maxTokenLength: maxTokenLength === undefined ? undefined : maxTokenLength - 1,
    });
    inputs.finish();
    const expected = golden.json['expected'] as Expected;
    return {
      rows: expected.merges.length + expected.vocab.length,
      failures: [...differences('merge', merges, expected.merges), ...differences('token', tokens, expected.vocab)],
    };
  },
};

function differences(what: string, got: readonly unknown[], expected: readonly unknown[]): string[] {
  const texts = [got, expected].map((list) => list.map((item) => JSON.stringify(item)));
  return Array.from({ length: Math.max(got.length, expected.length) }, (_, i) => i)
    .filter((i) => texts[0]![i] !== texts[1]![i])
    .map((i) => `${what} ${i} is ${texts[0]![i] ?? 'missing'}, expected ${texts[1]![i] ?? 'none'}`);
}
