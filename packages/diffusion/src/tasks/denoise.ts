import { FigmentError, type Tensor } from '@figment/core';
import { add, clone, mul, sub, sum, tidy } from '@figment/core/ops';
import type { RunCall } from '@figment/core/plugin';
import { foldIn, normal } from '@figment/core/random';
import type { SamplingWarning } from '@figment/core/sampling';

import type { SamplingPlan, SolverState } from '../schedulers/scheduler.ts';
import { advance, endOf } from '../schedulers/solver-state.ts';
import type { DiffusionStep } from './step.ts';

/** What stays as it is while the rest is painted. */
export interface Held {
  /** The known sample, without noise, [1 or B, ...shape]. */
  readonly clean: Tensor;
  /** The noise that the way began with, [B, ...shape]. */
  readonly noise: Tensor;
  /** 1 where something is to be painted, 0 where the known sample stays, [1, ..., 1]. */
  readonly mask: Tensor;
}

/** A way from noise to data. */
export interface Way {
  readonly plan: SamplingPlan;
  /** What the network says of x at a time, guided; `clean` is what it took the sample to be a step before. */
  readonly predict: (x: Tensor, time: number, clean: Tensor | undefined) => Tensor;
  /** x before the first call, [B, ...shape]; it is freed. */
  readonly start: Tensor;
  /** The call that begins: 0, or later for pictures that are only partly noise. */
  readonly from?: number | undefined;
  readonly held?: Held | undefined;
  /** What is shown of a sample. */
  readonly show: (x: Tensor) => Tensor;
  /** Is lent x behind each call, as the next call finds it. */
  readonly observe?: ((x: Tensor) => void) | undefined;
  readonly warnings?: readonly SamplingWarning[] | undefined;
  /** Number of the first step, and of all of them, where this is one of several ways of a run. */
  readonly steps?: { readonly before: number; readonly of: number } | undefined;
}

/**
 * Goes a plan's way, call by call; returns where it ends, [B, ...shape].
 *
 * Known parts are put back after every call, noised as much as the rest, with the noise that the way began with, as diffusers' inpainting does.
 *
 * @throws FigmentError `SAMPLE_NOT_FINITE` naming the step
 */
export async function* denoise({ plan, predict, start, from = 0, held, show, observe, warnings, steps }: Way, { key, wait, watched = () => true }: RunCall): AsyncGenerator<DiffusionStep, Tensor, undefined> {
  const calls = plan.times.length;
  const { before, of } = steps ?? { before: 0, of: calls - from };
  let state: SolverState = { x: start, history: [] };
  for (let i = from; i < calls; i++) {
    const time = plan.times[i]!;
    const last = state;
    state = advance(last, () => {
      const prediction = predict(plan.scaleInput(last.x, i), time, last.clean);
      const noise = plan.draws[i] === true ? normal(foldIn(key, i), last.x.shape) : undefined;
      const made = plan.step(last, prediction, i, noise);
      return { ...made, x: held === undefined ? made.x : putBack(made.x, held, plan, i + 1) };
    });
    observe?.(state.x);
    const step = before + i - from + 1;
    await wait(checkFinite(state.x, wait, `at step ${step} of ${of} (time ${time})`));
    // An autoencoder may take longer than the step: nothing is decoded for nobody.
    const look = watched() ? show : clone;
    const shown = tidy(() => ({ sample: look(i + 1 < calls ? plan.scaleInput(state.x, i + 1) : state.x), clean: look(state.clean ?? state.x) }));
    yield { step, of, ...shown, time, noiseLevel: plan.sigmas[i + 1] ?? 0, ...(i === from && warnings !== undefined && warnings.length > 0 && { warnings }) };
  }
  return endOf(state);
}

/** Known parts, noised as x is before call i; without noise behind the last. */
function putBack(x: Tensor, { clean, noise, mask }: Held, plan: SamplingPlan, i: number): Tensor {
  const known = i < plan.times.length ? plan.noised(clean, noise, i) : clean;
  return add(mul(x, mask), mul(known, sub(1, mask)));
}

/** @throws FigmentError `SAMPLE_NOT_FINITE` */
export async function checkFinite(x: Tensor, wait: RunCall['wait'], where: string): Promise<void> {
  const total = tidy(() => sum(x));
  const [value] = await wait(total.data());
  total.dispose();
  if (!Number.isFinite(value)) throw new FigmentError('SAMPLE_NOT_FINITE', `The network must say finite numbers, but ${where} the sample has ${String(value)}. Its weights are damaged, or guidance drives it too far.`);
}
