import { existsSync } from 'node:fs';

import { createModel, FigmentError, type Model } from '@figment/core';
import { adoptWeights, openModel } from '@figment/core/checkpoint';
import { type AnyModelDefinition, parseSchema, type Registry, type Schema, type TaskSpec } from '@figment/core/plugin';

import type { AnyDataset } from '../inputs/data-source.ts';
import type { LocatedModel } from '../models/locate-model.ts';
import type { Output } from '../output/output.ts';
import { openAny } from '../tokenizer/open.ts';
import { tokenizerFor, type TokenizerWish } from './tokenizer.ts';

/** Any model that is trained: the definition says what its batches are. */
export type TrainedModel = Model<Record<string, unknown>, Record<string, TaskSpec>, object, object>;

/** Where a run begins. */
export interface Start {
  readonly definition: AnyModelDefinition;
  /** Of a new model; over that of `from`, what the user says. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly seed: number;
  readonly registry: Registry;
  readonly tokenizer: TokenizerWish;
  /** Models that it works with. */
  readonly parts: Readonly<Record<string, unknown>>;
  readonly data: AnyDataset;
  /** A run to go on with. */
  readonly resumeFrom: string | undefined;
  /** A model to go on from. */
  readonly from: LocatedModel | undefined;
}

/** The model that a run trains: a new one, one that goes on from another's weights, or that of a run that goes on. */
export async function startingModel({ definition, registry, config, seed, tokenizer: wish, data, parts, resumeFrom, from }: Start, output: Output): Promise<TrainedModel> {
  const contributions = registry.contributions();
  if (resumeFrom !== undefined) return await openModel(resumeFrom, definition, { also: registry.list('models'), parts, contributions }) as TrainedModel;
  if (from === undefined) {
    // A config that can not be is told before a tokenizer learns.
    const whole = parseSchema(definition.config as Schema, config, 'config', 'CONFIG_INVALID');
    return await createModel(definition, config, { seed, parts, contributions, tokenizer: await tokenizerFor(definition, whole, wish, data, output) }) as TrainedModel;
  }
  if (Object.keys(wish.options).length > 0) throw new FigmentError('OPTIONS_INVALID', `${from.location} goes on with its own tokenizer: there is none to train.`);
  if (wish.tokenizer !== undefined && !existsSync(wish.tokenizer)) throw new FigmentError('FILE_NOT_FOUND', `--tokenizer must be a file or folder of the tokenizer that ${from.location} was trained with, got ${wish.tokenizer}.`);
  const base = await from.open(wish.tokenizer === undefined ? undefined : await openAny(wish.tokenizer), parts) as unknown as TrainedModel;
  if (Object.keys(config).length === 0) return base;
  try {
    const model = await createModel(definition, { ...(base.config as object), ...config }, { seed, parts, contributions, tokenizer: base.tokenizer }) as TrainedModel;
    try {
      const fresh = await adoptWeights(model, base);
      if (fresh.length > 0) output.line(`new      ${fresh.length} weights that ${from.location} has not, such as ${fresh[0] ?? ''}`);
      return model;
    } catch (error) {
      model.dispose();
      throw error;
    }
  } finally {
    base.dispose();
  }
}
