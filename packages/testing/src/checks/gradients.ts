import type { HostArray, Parameter, Tensor } from '@figment/core';
import { download, tidy, upload, valueAndGrads } from '@figment/core/ops';
import { foldIn, key, normalArray } from '@figment/core/random';
import type { Objective, ObjectiveCall } from '@figment/core/training';

import { type Check, ensure } from '../check.ts';
import type { AnyBatch, Subject } from '../subject.ts';
import { freeTensors } from '../tensors.ts';

/** Enough to find an op with a wrong gradient, few enough to wait for. */
const PARAMETERS = 8;
/** Relative to a direction of length one; the first that agrees will do, for what curvature spoils at one, rounding spoils at another. */
const STEP_SIZES = [1e-2, 3e-2, 3e-3, 1e-1];
const CALL: ObjectiveCall = { key: foldIn(key(7), 3), step: 10, steps: 10 };

/** The gradient that training follows is compared with differences of the loss. */
export function gradientChecks(subject: Subject): Check[] {
  if (subject.definition.data === undefined || subject.options.gradients?.estimated === true) return [];
  return [{
    name: 'has gradients that agree with finite differences',
    run: () => subject.withModel(async (model) => {
      for await (const batch of subject.batches(model)) {
        for (const objective of model.objectives) await checkObjective(objective, batch, subject);
        break;
      }
    }),
  }];
}

async function checkObjective(objective: Objective<AnyBatch>, given: AnyBatch, { options }: Subject): Promise<void> {
  const { estimated = [], tolerance = 0.03 } = options.gradients ?? {};
  const batch = await objective.prepare?.(given, { ...CALL, wait: (promise) => promise }) ?? given;
  try {
    const loss = async (): Promise<number> => {
      const scalar = tidy(() => objective.loss(batch, CALL).loss);
      const { data } = await download(scalar);
      scalar.dispose();
      return data[0]!;
    };
    const value = await loss();
    ensure(Number.isFinite(value), `the loss of "${objective.name}" is ${value} on a first batch.`);
    ensure(Object.is(value, await loss()), `the loss of "${objective.name}" differs from call to call: draw every random number with call.key.`);
    const named = [...objective.parameters()].filter(([name]) => !(estimated as readonly string[]).some((start) => name.startsWith(start)));
    for (const [name, parameter] of spread(named, PARAMETERS)) {
      const gradient = await gradientOf(() => objective.loss(batch, CALL).loss, parameter);
      const direction = directionFor(gradient, name);
      const slope = dot(gradient.data, direction);
      const differences = await differencesAlong(parameter, direction, loss);
      const agrees = differences.some(({ difference, stepSize }) => {
        // Differences of float32 losses are known to about a millionth of the loss.
        const noise = (1e-6 * Math.max(1, Math.abs(value))) / stepSize;
        return Math.abs(difference - slope) <= tolerance * Math.max(Math.abs(difference), Math.abs(slope)) + noise;
      });
      ensure(agrees, `the gradient of "${objective.name}" with respect to ${name} is ${slope.toPrecision(4)} along a direction in which the loss changes by ${differences.map(({ difference }) => difference.toPrecision(4)).join(', ')} (step sizes ${STEP_SIZES.join(', ')}). If it is an estimate by design, name it in { gradients: { estimated } }.`);
    }
  } finally {
    if (batch !== given) freeTensors(batch);
  }
}

async function gradientOf(loss: () => Tensor, parameter: Parameter): Promise<HostArray> {
  const gradient = tidy(() => valueAndGrads(loss, [parameter]).gradients[0]!);
  const host = await download(gradient);
  gradient.dispose();
  return { data: host.data.slice(), shape: host.shape };
}

/** Of length one: half along the gradient, where the slope is large, half anywhere, where a wrong gradient may hide. */
function directionFor(gradient: HostArray, name: string): Float64Array {
  const seed = Array.from(name, (letter) => letter.charCodeAt(0)).reduce((sum, code) => (31 * sum + code) % 2 ** 31, 7);
  const random = unit(Float64Array.from(normalArray(key(seed), gradient.data.length)));
  const along = unit(Float64Array.from(gradient.data));
  return unit(random.map((x, i) => x + along[i]!));
}

async function differencesAlong(parameter: Parameter, direction: Float64Array, loss: () => Promise<number>): Promise<{ difference: number; stepSize: number }[]> {
  const start = await download(parameter);
  const origin = start.data.slice();
  const lossAt = async (distance: number): Promise<number> => {
    assign(parameter, { data: Float32Array.from(origin, (x, i) => x + distance * direction[i]!), shape: start.shape });
    return await loss();
  };
  try {
    const differences = [];
    for (const stepSize of STEP_SIZES) differences.push({ stepSize, difference: (await lossAt(stepSize) - await lossAt(-stepSize)) / (2 * stepSize) });
    return differences;
  } finally {
    assign(parameter, { data: origin, shape: start.shape });
  }
}

function assign(parameter: Parameter, value: HostArray): void {
  tidy(() => { parameter.assign(upload(value)); });
}

function spread<T>(values: readonly T[], count: number): readonly T[] {
  return values.length <= count ? values : Array.from({ length: count }, (_, i) => values[Math.floor((i * values.length) / count)]!);
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((sum, x, i) => sum + x * b[i]!, 0);
}

function unit(vector: Float64Array): Float64Array {
  const length = Math.sqrt(dot(vector, vector));
  return length === 0 ? vector : vector.map((x) => x / length);
}
