import type { Wait } from '../plugin/spec/v1.ts';
import type { Key } from '../random/key.ts';
import type { Buffer, Parameter, Tensor } from '../tensor.ts';

/** What an objective is told besides its batch. */
export interface ObjectiveCall {
  /** `foldIn(seed, step)`, then the objective's place, the repeat and the accumulated batch: a resumed run draws what an uninterrupted one would. */
  readonly key: Key;
  /** From 1. */
  readonly step: number;
  /** How many steps the run will have: for annealed weights. */
  readonly steps: number;
  /** Nothing is learnt, the loss is only measured: without dropout (false). */
  readonly evaluation?: boolean | undefined;
}

/** What an objective makes of a batch. */
export interface ObjectiveResult {
  /** A scalar. */
  readonly loss: Tensor;
  /** What the loss is a mean over, a scalar: tokens, where examples differ in them. In a mean over batches, a batch counts so much (its examples). */
  readonly weight?: Tensor | undefined;
  /** Scalars worth seeing, by name. */
  readonly metrics?: Readonly<Record<string, Tensor>> | undefined;
  /** Written to buffers after the gradient has been taken: batch-norm statistics, codebooks. */
  readonly updates?: readonly (readonly [Buffer, Tensor])[] | undefined;
}

/** Something to be minimised. A VAE has one objective, a GAN two: one loop serves all. */
export interface Objective<Batch> {
  /** 'vae', 'discriminator', 'generator', 'policy'. */
  readonly name: string;
  /** What this objective moves. */
  parameters(): Iterable<readonly [string, Parameter]>;
  /** Inside the gradient tape. */
  loss(batch: Batch, call: ObjectiveCall): ObjectiveResult;
  /**
   * Outside the tape, once a step before `loss`: roll-outs of a policy, replay. Tensors that it returns and was not given are freed after the
   * step; after an `await`, wait with `call.wait`, so that what an error leaves behind is freed too.
   */
  prepare?(batch: Batch, call: ObjectiveCall & { readonly wait: Wait }): Promise<Batch>;
  /** Act at every n-th step only (1). */
  readonly every?: number | undefined;
  /** Updates a step (1), e.g. a critic's: on the batch of the step, each with a key of its own. */
  readonly repeats?: number | undefined;
  /** What to change where the loss or its gradient is not finite, from the metrics of that step: ends the message of `LOSS_NOT_FINITE` (general advice). */
  advice?(metrics: Readonly<Record<string, number>>): string;
  /** Multiplies the learning rate (1). */
  readonly learningRateScale?: number | undefined;
}
