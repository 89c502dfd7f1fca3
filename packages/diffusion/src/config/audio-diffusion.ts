import type { FieldSpec } from '@figment/core/data';
import * as z from 'zod';

import { conditionFields } from './condition.ts';
import { conditionFromData } from './from-data.ts';
import { generationConfig } from './generation.ts';
import { networkConfig } from './network.ts';
import { checkProcess, lossConfig, predictionConfig, processConfig, timesConfig } from './process.ts';

/** A diffusion model of sounds. */
export const audioDiffusionConfig = z
  .object({
    audio: z
      .object({
        samples: z.int().min(16).max(1_048_576).default(4096).describe('Samples of a sound.'),
        rate: z.number().positive().max(384_000).default(8000).describe('Samples a second.'),
      })
      .describe('The sounds it learns; taken from the data if you say nothing.')
      .prefault({}),
    fold: z.int().min(1).max(1024).default(16).describe('So many samples that follow each other stand side by side, as channels: more is faster and coarser.').meta({ advanced: true }),
    gain: z.number().positive().max(100).default(3).describe('What samples are multiplied by before they are diffused: sounds are quieter than noise.').meta({ advanced: true }),
    process: processConfig,
    prediction: predictionConfig,
    network: networkConfig({ kind: 'unet-1d', channels: [32, 64, 128] }),
    ...conditionFields,
    generation: generationConfig,
    loss: lossConfig,
    times: timesConfig,
  })
  .superRefine((config, context) => {
    checkProcess(config, context);
    const { audio: { samples }, fold, network } = config;
    const factor = fold * 2 ** (network.channels.length - 1);
    if (samples % factor !== 0) context.addIssue({ code: 'custom', path: ['audio', 'samples'], message: `must be a multiple of ${factor}, for sounds are folded ${fold} to one and halved ${network.channels.length - 1} times` });
  });

/** What the data says of its sounds. */
export function audioConfigFromData(fields: Readonly<Record<string, FieldSpec>>): Readonly<Record<string, unknown>> {
  const { shape, rate } = fields['audio'] ?? {};
  return { ...(shape?.length === 1 && { audio: { samples: shape[0], rate } }), ...conditionFromData(fields) };
}
