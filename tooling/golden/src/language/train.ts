import type { HostArray, Parameter, Tensor } from '@figment/core';
import { clipByGlobalNorm, clone, dispose, download, keep, tidy, valueAndGrads } from '@figment/core/ops';
import { adamW, type Slots } from '@figment/core/training';

import type { GoldenArray } from '../case/array.ts';
import type { Expectations } from './expectations.ts';

/** What is trained. */
export interface Trained {
  readonly parameters: readonly (readonly [name: string, parameter: Parameter])[];
  /** Of the one batch. */
  readonly loss: () => Tensor;
  /** Values that belong to the parameters, by the names and in the layouts of the reference. */
  readonly toTheirs: (values: readonly (readonly [name: string, value: Tensor])[]) => Readonly<Record<string, Tensor>>;
}

/** Gradients, and steps of AdamW on one batch: `grad.*`, `after3.*`, and the losses and norms of `train`. */
export async function checkTraining(golden: { readonly json: Readonly<Record<string, unknown>> }, expected: Expectations, { parameters, loss, toTheirs }: Trained): Promise<void> {
  if (!expected.has('train')) return;
  const setting = (name: string): number => Number(expected.setting(`train.optimizer.${name}`));
  for (const [name, right] of [['name', 'AdamW'], ['decay', 'every parameter'], ['same_batch_each_step', 1], ['dropout', 0]] as const) {
    if (expected.setting(`train.optimizer.${name}`) !== right) throw new Error(`train.optimizer.${name} must be ${String(right)}`);
  }
  const [first, second] = Array.from(expected.array('train.optimizer.betas').data);
  const optimizer = adamW({ learningRate: setting('lr'), betas: [first as number, second as number], epsilon: setting('eps'), weightDecay: setting('weight_decay'), decays: 'all' });
  const clip = setting('clip_grad_norm'), steps = setting('steps');
  const values = parameters.map(([, parameter]) => parameter);
  const losses: number[] = [], norms: number[] = [];
  let slots: Slots[] = values.map((value) => kept(() => optimizer.start(value.shape)));
  for (let step = 1; step <= steps; step++) {
    const { value, gradients } = valueAndGrads(loss, values);
    if (step === 1) await checkNamed(expected, 'grad', theirs(parameters, gradients, toTheirs));
    const { clipped, norm } = clipByGlobalNorm(gradients, clip);
    losses.push(await numberOf(value));
    norms.push(await numberOf(norm));
    const before = slots;
    slots = values.map((parameter, i) => kept(() => {
      const updated = optimizer.update(parameter, clipped[i] as Tensor, before[i] as Slots, { step, learningRate: optimizer.learningRate });
      parameter.assign(updated.parameter);
      return updated.slots;
    }));
    dispose([...gradients, ...clipped, ...before.flatMap((each) => Object.values(each))]);
  }
  dispose(slots.flatMap((each) => Object.values(each)));
  await expected.check('train.loss_per_step', losses, 'loss');
  await expected.check('train.grad_norm_before_clip_per_step', norms, 'grad_norm');
  await expected.check('train.loss_after', tidy(loss), 'loss');
  await checkAfter(golden, expected, theirs(parameters, values, toTheirs));
}

async function checkNamed(expected: Expectations, group: string, arrays: Promise<Readonly<Record<string, HostArray>>>): Promise<void> {
  for (const [name, array] of Object.entries(await arrays)) await expected.check(`${group}.${name}`, array, group);
}

/**
 * Parameters after the steps. Adam's first steps move by about the learning rate whatever the gradient's size: where that is rounding noise,
 * the result is arbitrary and held loosely.
 */
async function checkAfter(golden: { readonly json: Readonly<Record<string, unknown>> }, expected: Expectations, arrays: Promise<Readonly<Record<string, HostArray>>>): Promise<void> {
  const rule = (golden.json['tolerance'] as { readonly after3?: Readonly<Record<string, number>> }).after3 ?? {};
  const { atol = 0, rtol = 0, fragile_if_abs_grad_below: below = 0, fragile_atol: loose = atol, allow_fraction_over: allowFractionOver } = rule;
  for (const [name, { data }] of Object.entries(await arrays)) {
    if (!expected.has(`after3.${name}`)) continue;
    const wanted = expected.array(`after3.${name}`);
    const gradient = expected.array(`grad.${name}`);
    const pick = (from: ArrayLike<number>, isFragile: boolean): GoldenArray => {
      const picked = Array.from(from).filter((_, i) => Math.abs(gradient.data[i] as number) < below === isFragile);
      return { shape: [picked.length], dtype: 'float64', data: picked };
    };
    expected.compare(`after3.${name} (fragile)`, pick(data, true), pick(wanted.data, true), { atol: loose, rtol: 0 });
    expected.compare(`after3.${name}`, pick(data, false), pick(wanted.data, false), { atol, rtol, allowFractionOver });
  }
}

async function theirs(parameters: Trained['parameters'], values: readonly Tensor[], toTheirs: Trained['toTheirs']): Promise<Record<string, HostArray>> {
  const named = tidy(() => toTheirs(parameters.map(([name], i) => [name, clone(values[i] as Tensor)] as const)));
  const arrays = await Promise.all(Object.entries(named).map(async ([name, tensor]) => [name, await download(tensor)] as const));
  dispose(Object.values(named));
  return Object.fromEntries(arrays);
}

/** What outlives the tidy it is made in. */
function kept(make: () => Slots): Slots {
  return tidy(() => Object.fromEntries(Object.entries(make()).map(([name, tensor]) => [name, keep(clone(tensor))])));
}

async function numberOf(tensor: Tensor): Promise<number> {
  const { data } = await download(tensor);
  dispose(tensor);
  return data[0] as number;
}
