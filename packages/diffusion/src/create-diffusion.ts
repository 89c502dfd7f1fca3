import type { HostArray, Tensor } from '@figment/core';
import type { Dataset, FieldSpec } from '@figment/core/data';
import type { Host, NamedValue } from '@figment/core/plugin';
import type { Module } from '@figment/core/nn';
import type { Objective } from '@figment/core/training';

import type { DiffusionConfig } from './config/diffusion.ts';
import { lossWeightFrom, timesFrom } from './config/settings.ts';
import { assemble, type AssembledConfig } from './network/assemble.ts';
import type { Space } from './network/diffuser.ts';
import type { DiffusionBatch } from './objective/batch.ts';
import { checkReader, diffusionData } from './objective/dataset.ts';
import { diffusionObjective } from './objective/diffusion-objective.ts';
import { LossProfile } from './objective/loss-profile.ts';
import { choicesOf } from './tasks/choices.ts';
import { conditionsOf } from './tasks/conditions.ts';
import type { DiffusionModel } from './tasks/model.ts';

/** What is diffused, and what of the data it is. */
export interface Subject {
  /** Of a sample. */
  readonly shape: readonly number[];
  readonly space: Space;
  /** Of the data. */
  readonly field: 'image' | 'audio' | 'video';
  readonly kind: FieldSpec['kind'];
  /** What the network is shown besides a clean sample, with as many channels. */
  readonly small?: ((clean: Tensor) => Tensor) | undefined;
}

/** What models of pictures, sounds and clips have in common. */
export interface Created {
  readonly model: DiffusionModel;
  readonly modules: Readonly<Record<string, Module>>;
  readonly objectives: readonly Objective<DiffusionBatch>[];
  readonly dataset: (source: Dataset<Record<string, unknown>>) => Dataset<DiffusionBatch>;
  readonly choices: () => Promise<Readonly<Record<string, readonly NamedValue[]>>>;
}

/** Makes the network of a config, and what trains and asks it. @throws FigmentError `CONFIG_INVALID`, `TOKENIZER_MISSING` */
export async function createDiffusion(config: AssembledConfig & Pick<DiffusionConfig, 'times' | 'loss' | 'conditionDropout' | 'generation'>, host: Host, { shape, space, field, kind, small }: Subject): Promise<Created> {
  const { network, reader } = await host.wait(assemble(config, shape, small === undefined ? 0 : shape.at(-1)!, host));
  const profile = config.times.distribution === 'importance' ? new LossProfile() : undefined;
  const model: DiffusionModel = { diffuser: network, space: () => space, conditions: conditionsOf(network, reader), contributions: host.contributions, usual: config.generation };
  return {
    model,
    choices: () => choicesOf(model),
    modules: { diffusion: network, ...(profile !== undefined && { lossProfile: profile }) },
    objectives: [diffusionObjective(network, {
      times: timesFrom(config.times),
      weight: lossWeightFrom(config.loss),
      conditionDropout: config.conditionDropout,
      profile,
      encode: (values) => space.encode(values),
      small,
    })],
    dataset(source) {
      checkReader(config, reader);
      return diffusionData(source, { field, kind, reader, ...(config.condition === 'class' && { classes: config.classes }), sample: (values) => values as HostArray });
    },
  };
}
