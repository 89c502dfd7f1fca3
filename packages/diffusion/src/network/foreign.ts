import { FigmentError } from '@figment/core';
import type { Denoiser, DenoiserCondition, PromptEncoder } from '@figment/core/interfaces';
import { gather, tensor, tidy } from '@figment/core/ops';

import type { Prediction } from '../noise/prediction.ts';
import type { NoiseProcess } from '../noise/process.ts';
import type { Conditions } from '../tasks/conditions.ts';
import { cutWarnings, promptIds, type PromptReader } from '../tasks/prompts.ts';
import { mapCondition } from './condition-batch.ts';
import type { Diffuser } from './diffuser.ts';

/** Any denoiser of core's interface, with what it does not say itself. */
export function foreignDiffuser(denoiser: Denoiser, { shape, process, prediction }: { readonly shape: readonly number[]; readonly process: NoiseProcess; readonly prediction: Prediction }): Diffuser {
  return {
    shape,
    process,
    prediction,
    selfConditioning: false,
    predict: (x, times, condition) => tidy(() => denoiser.predict(x, tensor(Float32Array.from(times), [times.length]), condition)),
  };
}

/** Prompts as any encoder reads them; no prompt is the empty one. */
export function foreignConditions(encoder: PromptEncoder, reader: PromptReader | undefined): Conditions {
  return {
    anyLabel: () => undefined,
    tell({ prompts = [''], negativePrompt = '', label }, count) {
      if (label !== undefined) throw new FigmentError('OPTIONS_INVALID', `options.label must be left out: this model knows no classes, got ${label}.`);
      if (reader === undefined) throw new FigmentError('TOKENIZER_MISSING', 'this model was made without a tokenizer, so it can not read texts: hand it one with createModel(…, { tokenizer }).');
      const texts = [...prompts, negativePrompt];
      const read = promptIds(reader, texts);
      const told = tidy(() => {
        const shape = [texts.length, reader.tokens];
        const { states, pooled, mask } = encoder.encode(tensor(read.ids, shape, 'int32'), tensor(read.mask, shape, 'int32'));
        const rows = (indices: Int32Array): DenoiserCondition => mapCondition({ states, pooled, mask }, (value) => gather(value, tensor(indices, [indices.length], 'int32')));
        return { condition: rows(Int32Array.from({ length: count }, (_, i) => i % prompts.length)), without: rows(new Int32Array(count).fill(prompts.length)) } as never;
      }) as { condition: DenoiserCondition; without: DenoiserCondition };
      return { ...told, warnings: cutWarnings(read, reader.tokens) };
    },
  };
}
