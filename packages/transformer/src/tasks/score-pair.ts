import { dispose, tidy } from '@figment/core/ops';
import { type RunCall, task } from '@figment/core/plugin';
import * as z from 'zod';

import { piecesOf } from '../language/labels.ts';
import { rowOf } from './attend.ts';
import { foresee, type Score, scoredTokens, type ScoreStep, summary, together } from './score.ts';
import { sourceOf, targetOf, type Translator } from './translator.ts';

export const scorePairTask = task({
  title: 'Score',
  description: 'How well the model foresees the counterpart of a text, token by token.',
  input: { text: 'text', target: 'text' },
  options: z.object({}),
  output: 'likelihood',
});

export async function* scorePair(translator: Translator, { text, target }: { readonly text: string; readonly target: string }, { wait }: RunCall): AsyncGenerator<ScoreStep, Score, undefined> {
  const { network, language } = translator;
  const source = sourceOf(translator, text).encoding.ids;
  const { inputs, ids } = targetOf(translator, target);
  const foreseen = tidy(() => foresee(translator, network.decode(rowOf(inputs), { context: network.encode(rowOf(source), {}).hidden }).hidden, ids));
  const tokens = scoredTokens(language, ids, piecesOf(language, ids), await wait(foreseen.data()));
  const sample = summary(tokens, together(tokens), new TextEncoder().encode(target).length);
  dispose(foreseen);
  yield { step: 1, of: 1, sample };
  return sample;
}
