import { FigmentError, type Tensor } from '@figment/core';
import { batched, registerKind, task, tensorKind } from '@figment/core/plugin';
import { clone, maximum, signed, tidy } from '@figment/core/ops';
import type { SamplingStep } from '@figment/core/sampling';
import * as z from 'zod';

import type { AdversarialLossName } from '../losses/adversarial-loss.ts';
import { onlyCompares, realnessOf } from '../losses/realness.ts';
import { Pass } from '../networks/pass.ts';
import { type GanModel, labelTensor } from './model.ts';

/** What a discriminator says of pictures. */
export interface Verdicts {
  /** Real above 0.5, made below: [N]. */
  readonly realness: Tensor;
  /** What it said before that: [N]. */
  readonly logits: Tensor;
  /** Whether it only compares pictures: 0.5 is the mean of these then, and says nothing of one alone. */
  readonly compares: boolean;
}

declare module '@figment/core/plugin' {
  interface Kinds {
    /** How real pictures are taken to be. realness: float32 [N] in [0, 1]; logits: float32 [N]; compares: whether 0.5 is only the middle of these */
    judgement: { readonly realness: Tensor; readonly logits: Tensor; readonly compares: boolean };
  }
}

const shares = tensorKind({ dtype: 'float32', shapes: ['N'], least: 0, most: 1 });
registerKind('judgement', {
  accepts: `{ realness: ${shares.accepts}; logits: float32 of shape [N]; compares: true or false }`,
  problem: (value) => shares.problem((value as Partial<Verdicts> | undefined)?.realness),
  numbersProblem: async (value) => await shares.numbersProblem?.(value.realness),
});

const schema = z.object({
  classes: z
    .array(z.int().min(0))
    .max(256)
    .default([])
    .describe('Class of each picture, or one for all, for a model that knows classes; where none is given, each is taken for the class as which it looks most real.'),
});

export const judgeTask = task({
  title: 'Judge',
  description: 'Asks the discriminator: does it take these pictures for real, or for made?',
  input: { image: 'image' },
  options: schema,
  output: 'judgement',
});

/** Yields and returns a judgement of each picture; of a model of classes that was told none, after each class that it tried. */
export async function* judge(model: GanModel, loss: AdversarialLossName, { image }: { readonly image: Tensor }, { classes }: z.output<typeof schema>): AsyncGenerator<SamplingStep<Tensor>, Verdicts, undefined> {
  const count = image.rank === 4 ? image.shape[0] : 1;
  const tries = labelsFor(model, classes, count);
  const thought = (labels: Int32Array | undefined): Tensor => tidy(() => model.discriminator.judge(signed(batched(image)), labelTensor(labels), new Pass({ training: false })).logits);
  let logits = thought(tries[0]);
  for (const [i, labels] of tries.entries()) {
    if (i > 0) {
      const before = logits;
      logits = tidy(() => maximum(before, thought(labels)));
      before.dispose();
    }
    yield { step: i + 1, of: tries.length, sample: realnessOf(loss, logits) };
  }
  return { realness: realnessOf(loss, logits), logits: clone(logits), compares: onlyCompares(loss) };
}

/** What pictures are taken for, one after the other: nothing in particular, what was said, or each class there is. */
function labelsFor({ classes: known }: GanModel, said: readonly number[], count: number): readonly (Int32Array | undefined)[] {
  if (known === undefined) {
    if (said.length > 0) throw new FigmentError('OPTIONS_INVALID', `options.classes must be left out: this model knows no classes, got ${said.join(', ')}.`);
    return [undefined];
  }
  if (said.length === 0) return Array.from({ length: known }, (_, each) => new Int32Array(count).fill(each));
  const wrong = said.find((each) => each >= known);
  if (wrong !== undefined) throw new FigmentError('OPTIONS_INVALID', `options.classes must be from 0 to ${known - 1}, for this model knows ${known} classes, got ${wrong}.`);
  if (said.length !== 1 && said.length !== count) throw new FigmentError('OPTIONS_INVALID', `options.classes must be one for all pictures or one for each (${count}), got ${said.length}.`);
  return [Int32Array.from({ length: count }, (_, i) => said[said.length === 1 ? 0 : i]!)];
}
