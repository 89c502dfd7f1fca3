import type { Tensor } from '@figment/core';
import { mul, signed, withoutGradient } from '@figment/core/ops';

import type { UNet } from '../networks/generators/u-net.ts';
import type { FurtherTerm } from '../objectives/generator.ts';
import type { Exhibit, Game, Made } from '../objectives/game.ts';
import { distance, similarity } from './similarity.ts';
import { type InputKind, sourceOf } from './sources.ts';

/** What it learns from: pictures, and where `input` is pairs, what each of them is to become. */
export interface PairBatch {
  /** [B, H, W, C] in [0, 1]. */
  readonly image: Tensor;
  /** [B, H, W, C] in [0, 1]. */
  readonly target?: Tensor | undefined;
}

/** Options of {@link pairedGame}. */
export interface PairedGameOptions extends Omit<Game<PairBatch>, 'parameters' | 'real' | 'make'> {
  readonly generator: UNet;
  readonly input: InputKind;
}

/**
 * Pictures are made of pictures, and judged beside what they were made from: whether they look real, and fit. Isola et al. 2017,
 * "Image-to-image translation with conditional adversarial networks", arXiv:1611.07004, eq. 1.
 */
export function pairedGame({ generator, input, ...rest }: PairedGameOptions): Game<PairBatch> {
  const source = ({ image }: PairBatch): Tensor => withoutGradient(() => signed(sourceOf(input, image)));
  return {
    ...rest,
    parameters: () => generator.namedParameters(),
    real: (batch): Exhibit => ({ pictures: targetOf(input, batch), source: source(batch) }),
    make(batch, { pass }): Made {
      const given = source(batch);
      return { pictures: generator.forward(given, pass), source: given };
    },
  };
}

/** What a translation has to be near to. */
function targetOf(input: InputKind, { image, target }: PairBatch): Tensor {
  return signed(input === 'pairs' ? target! : image);
}

/** lambda |y - G(x)|, the same paper, eq. 3 and 4; and how near pictures are in other measures. */
export function targetTerm(input: InputKind, weight: number): (made: Made, call: { readonly batch: PairBatch }) => FurtherTerm {
  return ({ pictures }, { batch }) => {
    const target = targetOf(input, batch);
    const l1 = distance(pictures, target);
    return { loss: mul(l1, weight), metrics: { l1, ...similarity(pictures, target) } };
  };
}
