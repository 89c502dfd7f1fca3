import type { Tensor } from '@figment/core';
import { mean, squaredDifference, tidy, upload } from '@figment/core/ops';
import { diffusersNames, importUNet } from '@figment/diffusion/diffusers';

import type { GoldenCase } from '../case/case.ts';
import { diffusersFiles } from '../interchange/files.ts';
import { lossWithParameterGradients } from '../interchange/gradients.ts';
import type { Results } from '../kind.ts';

/** Whether a class of diffusers is a U-Net. */
export const isUNet = (className: string): boolean => className === 'UNet2DModel' || className === 'UNet2DConditionModel';

/** A case of a U-Net: what it predicts, and with a target the loss and all gradients. */
export async function runUNet(golden: GoldenCase): Promise<Results> {
  const unet = await importUNet(await diffusersFiles(golden));
  golden.options.raw('training', 'grad');
  const given = (name: string): Tensor | undefined => (golden.hasInput(name) ? upload(golden.input(name)) : undefined);
  const time = golden.array('timesteps');
  const inputs = {
    x: given('x')!, time: upload({ data: Float32Array.from(time.data), shape: time.shape }), target: given('target'),
    states: given('encoder_hidden_states'), mask: given('encoder_attention_mask'), pooled: given('text_embeds'), sizes: given('time_ids'), label: given('class_labels'), beside: given('timestep_cond'),
  };
  const { x, states, target } = inputs;
  const predict = (): Tensor => unet.forward(x, inputs.time, inputs);
  try {
    if (target === undefined) return { sample: tidy(predict) };
    return await lossWithParameterGradients(unet, diffusersNames, { x, ...(states !== undefined && { encoder_hidden_states: states }) }, () => {
      const sample = predict();
      return { value: mean(squaredDifference(sample, target)), aux: { sample } };
    });
  } finally {
    for (const tensor of Object.values(inputs)) tensor?.dispose();
    unet.dispose();
  }
}
