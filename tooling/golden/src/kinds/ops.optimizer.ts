import type { HostArray, Tensor } from '@figment/core';
import { dispose, neg, slice, stack, squeeze, tidy, upload } from '@figment/core/ops';
import { adadelta, adafactor, adagrad, adam, adamax, adamW, lion, muon, nadam, type Optimizer, radam, rmsprop, sgd } from '@figment/core/training';

import type { Options } from '../case/options.ts';
import { type GoldenKind, Skip } from '../kind.ts';

/** Parameters after each step, when gradients are given: `params.NAME` [steps, ...]; `params_exact.NAME` likewise, without the reference's rounding. */
export const kind: GoldenKind = {
  name: 'ops.optimizer',
  run(golden) {
    const steps = golden.options.number('steps');
    const maximize = golden.options.boolean('maximize', false);
    const optimizer = optimizerOf(golden.options);
    const gradients = golden.inputGroup('grads');
    const results = new Map<string, Tensor>();
    for (const [name, start] of golden.inputGroup('param0')) {
      const path = tidy(() => stack(pathOf(optimizer, start, gradients.get(name) as HostArray, { steps, maximize })));
      const wanted = ['params', 'params_exact'].map((group) => `${group}.${name}`).filter((key) => golden.expected.has(key));
      for (const key of wanted) results.set(key, path.clone());
      dispose(path);
    }
    return Object.fromEntries(results);
  },
};

/** The parameter after each step. */
function pathOf(optimizer: Optimizer, start: HostArray, gradients: HostArray, { steps, maximize }: { steps: number; maximize: boolean }): Tensor[] {
  const all = upload(gradients); // [steps, ...]
  let parameter = upload(start);
  let slots = optimizer.start(parameter.shape);
  return Array.from({ length: steps }, (_, i) => {
    const size = [1, ...parameter.shape];
    const given = squeeze(slice(all, [i, ...parameter.shape.map(() => 0)], size), [0]);
    ({ parameter, slots } = optimizer.update(parameter, maximize ? neg(given) : given, slots, { step: i + 1, learningRate: optimizer.learningRate }));
    return parameter;
  });
}

/** PyTorch's names for settings. What is not given has PyTorch's default, which is ours. */
function optimizerOf(options: Options): Optimizer {
  const name = options.string('name');
  const number = (key: string): number | undefined => (options.has(key) ? options.number(key) : undefined);
  const flag = (key: string): boolean | undefined => (options.has(key) ? options.boolean(key) : undefined);
  const common = { learningRate: number('lr'), weightDecay: number('weight_decay') };
  const moments = (): { betas: [number, number] | undefined; epsilon: number | undefined } => ({ betas: options.has('betas') ? options.pair('betas') : undefined, epsilon: number('eps') });
  switch (name.split('-')[0] ?? '') {
    case 'sgd':
      return sgd({ ...common, momentum: number('momentum'), dampening: number('dampening'), nesterov: flag('nesterov') });
    case 'adam':
      return adam({ ...common, ...moments(), amsgrad: flag('amsgrad') });
    case 'adamw':
      return adamW({ ...common, ...moments(), amsgrad: flag('amsgrad') });
    case 'adamax':
      return adamax({ ...common, ...moments() });
    case 'nadam':
      return nadam({ ...common, ...moments(), momentumDecay: number('momentum_decay'), decoupled: flag('decoupled_weight_decay') });
    case 'radam':
      return radam({ ...common, ...moments(), decoupled: flag('decoupled_weight_decay') });
    case 'rmsprop':
      return rmsprop({ ...common, decayRate: number('alpha'), epsilon: number('eps'), momentum: number('momentum'), centered: flag('centered') });
    case 'adagrad':
      return adagrad({ ...common, learningRateDecay: number('lr_decay'), initialSum: number('initial_accumulator_value'), epsilon: number('eps') });
    case 'adadelta':
      return adadelta({ ...common, decayRate: number('rho'), epsilon: number('eps') });
    case 'adafactor': {
      const [variance, scale] = (options.raw('eps') ?? [null, 1e-3]) as [number | null, number];
      return adafactor({ ...common, varianceDecay: number('beta2_decay'), clipThreshold: number('d'), epsilons: [variance ?? 2 ** -23, scale] });
    }
    case 'lion':
      return lion({ ...common, betas: moments().betas });
    case 'muon':
      return muon({
        ...common,
        momentum: number('momentum'),
        nesterov: flag('nesterov'),
        iterations: number('ns_steps'),
        epsilon: number('eps'),
        coefficients: options.has('ns_coefficients') ? (options.numbers('ns_coefficients') as [number, number, number]) : undefined,
        scale: scaleOf(options.raw('adjust_lr_fn')),
      });
    default:
      throw new Skip(`no optimizer ${name}`);
  }
}

function scaleOf(adjust: unknown): 'original' | 'matchAdamW' {
  if (adjust === undefined || adjust === 'original') return 'original';
  if (adjust === 'match_rms_adamw') return 'matchAdamW';
  throw new Skip(`no adjust_lr_fn ${JSON.stringify(adjust)}`);
}
