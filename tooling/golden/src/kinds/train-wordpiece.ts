import { trainWordPiece } from '@figment/tokenizer';

import type { RowsKind } from '../kind.ts';
import { TrainingInputs } from '../training/corpus.ts';

interface Expected {
  /** The whole vocabulary. */
  readonly vocab_sorted?: readonly string[];
  /** Or what was in the vocabulary in every run of the reference, and in some. */
  readonly always?: readonly string[];
  readonly sometimes?: readonly string[];
  readonly vocab_size?: number;
}

/** Tokens as a set. */
export const kind: RowsKind = {
  name: 'train-wordpiece',
  async check(golden) {
    const inputs = new TrainingInputs(golden);
    const tokens = await trainWordPiece(await inputs.words(), inputs.merging());
    inputs.finish();
    const { vocab_sorted: exactly, always = exactly ?? [], sometimes = [], vocab_size: size = tokens.length } = golden.json['expected'] as Expected;
    const { missing_from_always: mayMiss = 0, outside_always_or_sometimes: mayAdd = 0 } = golden.json['tolerance'] as Partial<Record<string, number>>;
    const got = new Set(tokens), known = new Set([...always, ...sometimes]);
    const missing = always.filter((token) => !got.has(token));
    const others = tokens.filter((token) => !known.has(token));
    const failures = tokens.length === size ? [] : [`there are ${tokens.length} tokens, expected ${size}`];
    if (missing.length > mayMiss * always.length) failures.push(...missing.map((token) => `${token} is missing`));
    if (others.length > mayAdd * tokens.length) failures.push(...others.map((token) => `${token} is not expected`));
    return { rows: always.length, failures };
  },
};
