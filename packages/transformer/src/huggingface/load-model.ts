import type { Tokenizer } from '@figment/core/interfaces';
import { type InputOf, type ModelDefinition, refreshHostCopy, type Schema, type TaskSpec } from '@figment/core/plugin';
import { createModel, type Model } from '@figment/core';

import type { Family } from './families/family.ts';
import type { WeightFiles } from './files/weight-files.ts';
import { networkOf } from './network-of.ts';
import { type LoadCall, loadWeights } from './weights/load-weights.ts';
import { mapWeights } from './weights/weight-map.ts';

/** What a model is made from, all of it read but the weights. */
export interface ReadModel {
  readonly config: Readonly<Record<string, unknown>>;
  readonly tokenizer: Tokenizer | false | undefined;
  /** How its weights are named. */
  readonly family: Family;
  readonly weights: WeightFiles;
  /** In messages: where it lies, and what there tells of its weights. */
  readonly location: string;
  readonly told: string;
}

/** Makes a model and fills it with its weights, or frees it where they don't fit. */
export async function loadModel<C extends Schema, Tasks extends Record<string, TaskSpec>, Batch, Runs, Observed extends object, Source>(
  definition: ModelDefinition<C, Tasks, Batch, Runs, Observed, Source>, { config, tokenizer, family, weights, location, told }: ReadModel, call: LoadCall,
): Promise<Model<Batch, Tasks, Runs, Observed, Source>> {
  const model = await createModel(definition, config as InputOf<C>, { seed: 0, tokenizer: tokenizer === false ? undefined : tokenizer });
  try {
    const network = networkOf(model);
    await loadWeights(family, mapWeights(family, network.architecture, network.namedParameters()), weights, { location, told }, call);
    await refreshHostCopy(model);
  } catch (error) {
    model.dispose();
    throw error;
  }
  return model;
}
