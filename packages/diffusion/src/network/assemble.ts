import type { Tokenizer } from '@figment/core/interfaces';
import { FigmentError } from '@figment/core';
import type { Host } from '@figment/core/plugin';
import { split } from '@figment/core/random';

import { DENOISERS } from '../doors.ts';
import { predictionOf, type ProcessConfig } from '../config/process.ts';
import type { DiffusionConfig } from '../config/diffusion.ts';
import type { Prediction } from '../noise/prediction.ts';
import type { PromptReader } from '../tasks/prompts.ts';
import { buildDenoiser } from './build.ts';
import { DiffusionNetwork } from './diffusion-network.ts';
import { NoPrompt } from './no-prompt.ts';
import { processOf } from './process.ts';
import { promptEncoderFor } from './built-in.ts';

/** What of a config makes a network. */
export interface AssembledConfig extends Pick<DiffusionConfig, 'network' | 'condition' | 'classes' | 'prompt' | 'selfConditioning'> {
  readonly process: ProcessConfig;
  readonly prediction?: Prediction | undefined;
}

/** A network, and how it reads captions. */
export interface Assembled {
  readonly network: DiffusionNetwork;
  readonly reader: PromptReader | undefined;
}

/**
 * Makes the network of a config.
 *
 * @param shape Of a sample.
 * @param beside Channels that it is shown besides.
 * @throws FigmentError `CONFIG_INVALID`, `TOKENIZER_MISSING`
 */
export async function assemble(config: AssembledConfig, shape: readonly number[], beside: number, { key, tokenizer, contributions, wait }: Host): Promise<Assembled> {
  const { condition, classes, prompt, selfConditioning } = config;
  const [forDenoiser, forPrompts, forNone] = split(key, 3);
  const vocabulary = condition === 'text' ? vocabularyOf(prompt.vocabulary, tokenizer) : 0;
  const channels = shape.at(-1)!;
  const denoiser = await wait(buildDenoiser({
    key: forDenoiser,
    shape: [...shape.slice(0, -1), channels * (selfConditioning ? 2 : 1) + beside],
    outChannels: channels,
    ...(condition === 'class' && { classes }),
    ...(condition === 'text' && { promptWidth: prompt.width }),
    sizes: config.network,
  }, contributions[DENOISERS] ?? [], wait));
  const encoder = condition === 'text' ? await wait(promptEncoderFor(forPrompts, { vocabulary, width: prompt.width })) : undefined;
  const network = new DiffusionNetwork({
    denoiser,
    shape,
    process: processOf(config.process),
    prediction: predictionOf(config),
    selfConditioning,
    ...(condition === 'class' && { classes }),
    ...(encoder !== undefined && { prompt: { encoder, none: new NoPrompt(forNone, encoder.width), tokens: prompt.tokens } }),
  });
  return { network, reader: encoder === undefined || tokenizer === undefined ? undefined : { tokenizer, tokens: prompt.tokens, lowerCase: prompt.lowerCase } };
}

function vocabularyOf(said: number | undefined, tokenizer: Tokenizer | undefined): number {
  const count = said ?? tokenizer?.vocabularySize;
  if (count === undefined) throw new FigmentError('TOKENIZER_MISSING', 'a model that reads captions must be given its tokenizer ({ tokenizer }), or config.prompt.vocabulary, the number of tokens.');
  if ((tokenizer?.vocabularySize ?? 0) > count) throw new FigmentError('TOKENIZER_MISMATCH', `the tokenizer must have at most the ${count} tokens of the model (config.prompt.vocabulary), got one with ${tokenizer?.vocabularySize}.`);
  return count;
}
