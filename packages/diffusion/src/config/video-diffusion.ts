import type { FieldSpec } from '@figment/core/data';
import * as z from 'zod';

import { conditionFields } from './condition.ts';
import { conditionFromData } from './from-data.ts';
import { generationConfig } from './generation.ts';
import { networkConfig } from './network.ts';
import { checkProcess, lossConfig, predictionConfig, processConfig, timesConfig } from './process.ts';

/** A diffusion model of clips. */
export const videoDiffusionConfig = z
  .object({
    video: z
      .object({
        frames: z.int().min(1).max(256).default(8).describe('Frames of a clip.'),
        size: z.int().min(4).max(512).default(16).describe('Width and height of a frame, in pixels.'),
        channels: z.literal([1, 3]).default(3).describe('1 for grey clips, 3 for colour.'),
      })
      .describe('The clips it learns; taken from the data if you say nothing.')
      .prefault({}),
    process: processConfig,
    prediction: predictionConfig,
    network: networkConfig({ kind: 'space-time-unet', channels: [32, 64] }),
    ...conditionFields,
    generation: generationConfig,
    loss: lossConfig,
    times: timesConfig,
  })
  .superRefine((config, context) => {
    checkProcess(config, context);
    const { video: { size }, network } = config;
    const factor = 2 ** (network.channels.length - 1);
    if (size % factor !== 0) context.addIssue({ code: 'custom', path: ['video', 'size'], message: `must be a multiple of ${factor}, for frames are halved ${network.channels.length - 1} times` });
  });

/** What the data says of its clips. */
export function videoConfigFromData(fields: Readonly<Record<string, FieldSpec>>): Readonly<Record<string, unknown>> {
  const [frames, height, width, channels] = fields['video']?.shape ?? [];
  return { ...(height !== undefined && height === width && { video: { frames, size: height, channels } }), ...conditionFromData(fields) };
}
