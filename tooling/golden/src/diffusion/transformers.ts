import type { Tensor } from '@figment/core';
import type { DenoiserCondition } from '@figment/core/interfaces';
import type { ModelFiles, WeightNames } from '@figment/core/interchange';
import type { Module } from '@figment/core/nn';
import { mean, squaredDifference, tidy, upload } from '@figment/core/ops';
import { sinePositions } from '@figment/diffusion/denoisers';
import { ditNames, importDit, importSd3, sd3Names } from '@figment/diffusion/diffusers';

import type { GoldenCase } from '../case/case.ts';
import { diffusersFiles } from '../interchange/files.ts';
import { lossWithParameterGradients } from '../interchange/gradients.ts';
import type { Results } from '../kind.ts';

/** A transformer of diffusers: what it opens with, and how it is run. */
interface Opened {
  readonly module: Module;
  readonly names: WeightNames;
  readonly forward: (x: Tensor, time: Tensor, condition: DenoiserCondition) => Tensor;
  readonly positions?: (() => Results[string]) | undefined;
}

const classes: Readonly<Record<string, (files: ModelFiles) => Promise<Opened>>> = {
  async DiTTransformer2DModel(files) {
    const dit = await importDit(files);
    const { size, patch = 2, width } = dit.options;
    const side = size / patch;
    return { module: dit, names: ditNames, forward: (x, time, condition) => dit.forward(x, time, condition), positions: () => sinePositions(width, { rows: side, columns: side, base: side }) };
  },
  async SD3Transformer2DModel(files) {
    const mmdit = await importSd3(files);
    return { module: mmdit, names: sd3Names, forward: (x, time, condition) => mmdit.predict(x, time, condition) };
  },
};

/** Whether a class of diffusers is one of these. */
export const isTransformer = (className: string): boolean => className in classes;

/** A case of a transformer: what it predicts, and with a target the loss and all gradients. */
export async function runTransformer(golden: GoldenCase, className: string): Promise<Results> {
  const { module, names, forward, positions } = await classes[className]!(await diffusersFiles(golden));
  golden.options.raw('training', 'grad');
  const given = (name: string): Tensor | undefined => (golden.hasInput(name) ? upload(golden.input(name)) : undefined);
  const time = { data: Float32Array.from(golden.array('timesteps').data), shape: golden.array('timesteps').shape };
  const inputs = { x: given('x')!, time: upload(time), label: given('class_labels'), states: given('encoder_hidden_states'), pooled: given('pooled_projections'), target: given('target') };
  const { x, target } = inputs;
  const predict = (): Tensor => forward(x, inputs.time, inputs);
  try {
    const told = positions === undefined ? {} : { pos_embed: positions() };
    if (target === undefined) return { ...told, sample: tidy(predict) };
    return { ...told, ...(await lossWithParameterGradients(module, names, { x }, () => {
      const sample = predict();
      return { value: mean(squaredDifference(sample, target)), aux: { sample } };
    })) };
  } finally {
    for (const tensor of Object.values(inputs)) tensor?.dispose();
    module.dispose();
  }
}
