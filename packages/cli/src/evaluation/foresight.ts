import type { AnyDataset } from '../inputs/data-source.ts';
import type { AnyModel } from '../models/locate-model.ts';
import type { ProgressLine } from '../output/progress.ts';

/** How well texts are foreseen, over all of their tokens. */
export interface Foresight {
  readonly texts: number;
  readonly tokens: number;
  /** Mean of -ln of the probability of a token. */
  readonly loss: number;
  readonly perplexity: number;
  readonly bitsPerByte: number;
}

/** What the task `score` gives. */
interface Likelihood {
  readonly tokens: readonly unknown[];
  readonly logProbability: number;
  readonly bitsPerByte: number;
}

/** How well a language model foresees the field `text` of data, text by text. */
export async function foresight(model: AnyModel, data: AnyDataset, { limit, options, signal }: { readonly limit: number; readonly options: object; readonly signal: AbortSignal }, progress: ProgressLine): Promise<Foresight> {
  let texts = 0, tokens = 0, logProbability = 0, bytes = 0;
  const of = Math.min(data.size, limit);
  for (let i = 0; i < of; i++) {
    const { text: [text] } = (await data.read([i])) as unknown as { readonly text: readonly [string] };
    const sampling = model.tasks['score']!.sample({ text }, { ...options, signal });
    const whole = sampling.result() as Promise<Likelihood>;
    whole.catch(() => undefined);
    for await (const step of sampling) if (of === 1) progress.show({ step: step.step, of: step.of, text: 'windows' });
    const one = await whole;
    texts++;
    tokens += one.tokens.length;
    logProbability += one.logProbability;
    bytes += one.bitsPerByte === 0 ? 0 : -one.logProbability / Math.LN2 / one.bitsPerByte;
    if (of > 1) progress.show({ step: i + 1, of, text: 'texts' });
  }
  const loss = -logProbability / tokens;
  return { texts, tokens, loss, perplexity: Math.exp(loss), bitsPerByte: -logProbability / Math.LN2 / bytes };
}
