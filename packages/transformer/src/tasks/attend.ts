import { reshape, stack, tensor, tidy } from '@figment/core/ops';
import type { Tensor } from '@figment/core';
import { type Kinds, task } from '@figment/core/plugin';
import type { SamplingStep } from '@figment/core/sampling';
import * as z from 'zod';

import { labelsOf } from '../language/labels.ts';
import { fitting, type TextReader } from './text-reader.ts';

const options = z.object({
  overflow: z.enum(['error', 'truncate']).default('error').describe('What happens to a text that is longer than the context: it is refused, or its end cut off.').meta({ advanced: true }),
});

export const attendTask = task({
  title: 'Attention',
  description: 'Which tokens each token looks at, in every layer and head.',
  input: { text: 'text' },
  options,
  output: 'attention',
});

/** Who looks at whom: weights [layers, heads, queries, keys]. */
export type AttentionMaps = Kinds['attention'];

/** The maps of one text. */
export interface AttentionStep extends SamplingStep<AttentionMaps> {
  /** How many tokens at the end of the text the context had no room for. */
  readonly leftOut: number;
}

export async function* attend(reader: TextReader, { text }: { readonly text: string }, { overflow }: z.output<typeof options>): AsyncGenerator<AttentionStep, AttentionMaps, undefined> {
  const { network, language } = reader;
  const encoding = fitting(reader, text, 'input.text', { overflow });
  const weights = tidy(() => {
    const ids = rowOf(encoding.ids);
    const { attentions } = network.encoder === undefined ? network.decode(ids, { attentions: true }) : network.encode(ids, { attentions: true });
    return layersOf(attentions);
  });
  const sample = { tokens: labelsOf(language, text, encoding), weights };
  yield { step: 1, of: 1, sample, leftOut: language.encode(text).ids.length - encoding.ids.length };
  return sample;
}

/** One text as a batch: int32 [1, T]. */
export function rowOf(ids: readonly number[]): Tensor {
  return tensor(Int32Array.from(ids), [1, ids.length], 'int32');
}

/** L x [1, H, Q, K] -> [L, H, Q, K] */
export function layersOf(attentions: readonly Tensor[] = []): Tensor {
  return tidy(() => stack(attentions.map((weights) => reshape(weights, weights.shape.slice(1)))));
}
