import type { Tensor } from '@figment/core';
import { valueAndGradsWithAux } from '@figment/core/ops';

import type { Discriminator, Judgement } from '../networks/discriminator.ts';
import type { Pass } from '../networks/pass.ts';

/** A judgement, and how it would change with the pictures. */
export interface Slope extends Judgement {
  /** Of each picture's logit (the sum of its logits, where it has several) by the picture: [B, H, W, C]. Differentiable again. */
  readonly gradients: Tensor;
}

/** Judges pictures, on a tape of its own where the slope is asked for. */
export function judge(discriminator: Discriminator, pictures: Tensor, labels: Tensor | undefined, pass: Pass, { slope }: { readonly slope: boolean }): Judgement & Partial<Slope> {
  return slope ? judgeAlongSlope(discriminator, pictures, labels, pass) : discriminator.judge(pictures, labels, pass);
}

/** Judges pictures, and differentiates the logits by them, so that the slope can be penalised. */
export function judgeAlongSlope(discriminator: Discriminator, pictures: Tensor, labels: Tensor | undefined, pass: Pass): Slope {
  const { value, gradients, aux } = valueAndGradsWithAux(() => {
    const { logits, features } = discriminator.judge(pictures, labels, pass);
    // Carried out of the tape's scope: buffers are written once all is done.
    return { value: logits, aux: { features, written: pass.updates.map(([, next]) => next) } };
  }, [pictures]);
  return { logits: value, features: aux.features, gradients: gradients[0] as Tensor };
}
