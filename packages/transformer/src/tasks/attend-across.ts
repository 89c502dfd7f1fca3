import { tidy } from '@figment/core/ops';
import { task } from '@figment/core/plugin';
import type { SamplingStep } from '@figment/core/sampling';
import * as z from 'zod';

import { labelsOf } from '../language/labels.ts';
import { type AttentionMaps, layersOf, rowOf } from './attend.ts';
import { sourceOf, targetOf, type Translator } from './translator.ts';

const options = z.object({
  of: z.enum(['cross', 'encoder', 'decoder']).default('cross').describe('Where the tokens that are written look: at the text that is read (cross), or each of the two at itself.'),
});

export const attendAcrossTask = task({
  title: 'Attention',
  description: 'Which tokens of a text each token of its counterpart looks at, in every layer and head.',
  input: { text: 'text', target: 'text' },
  options,
  output: 'attention',
});

export async function* attendAcross(translator: Translator, { text, target }: { readonly text: string; readonly target: string }, { of }: z.output<typeof options>): AsyncGenerator<SamplingStep<AttentionMaps>, AttentionMaps, undefined> {
  const { network, language } = translator;
  const source = sourceOf(translator, text);
  const written = targetOf(translator, target);
  const weights = tidy(() => {
    const read = network.encode(rowOf(source.encoding.ids), { attentions: of === 'encoder' });
    if (of === 'encoder') return layersOf(read.attentions);
    const { attentions, crossAttentions } = network.decode(rowOf(written.inputs), { context: read.hidden, attentions: true });
    return layersOf(of === 'cross' ? crossAttentions : attentions);
  });
  const keys = labelsOf(language, source.text, source.encoding);
  const { inputs, ids, labels } = written;
  const sample = of === 'encoder' ? { tokens: keys, weights } : of === 'decoder' ? { tokens: labels(inputs), weights } : { tokens: keys, queries: labels(ids), weights };
  yield { step: 1, of: 1, sample };
  return sample;
}
