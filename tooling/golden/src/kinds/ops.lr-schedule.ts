import {
  constant, cosine, cosineRestarts, cosineWarmRestarts, exponential, inverseSqrt, linear, oneCycle, polynomial, type Schedule, stableDecay, stepwise, warmUp,
} from '@figment/core/training';

import type { Options } from '../case/options.ts';
import { type GoldenKind, Skip } from '../kind.ts';

/** Learning rates: `lr` [steps], the rate of each step from the first. */
export const kind: GoldenKind = {
  name: 'ops.lr_schedule',
  run({ options, expected }) {
    const learningRate = options.number(['base_lr', 'lr', 'max_lr']);
    const total = options.number(['total_steps', 'num_training_steps']);
    const schedule = scheduleOf(options, { learningRate, total });
    const wanted = expected.get('lr');
    const count = wanted === undefined || 'exactly' in wanted ? total : wanted.data.length;
    return { lr: Array.from({ length: count }, (_, done) => learningRate * schedule.factor(done, total)) };
  },
};

/** The names that torch and transformers have for settings, some of them rates rather than ratios. */
function scheduleOf(options: Options, { learningRate, total }: { learningRate: number; total: number }): Schedule {
  const name = options.string('name');
  const warmupSteps = options.number(['warmup_steps', 'num_warmup_steps'], 0);
  const afterWarmUp = (then: Schedule, settings?: Parameters<typeof warmUp>[2]): Schedule => (warmupSteps === 0 ? then : warmUp(warmupSteps, then, settings));
  const ratioOf = (key: string, fallback = 0): number => options.number(key, fallback) / learningRate;
  const finalRatio = (): number => (options.has('min_lr') ? ratioOf('min_lr') : options.number('min_lr_rate', 0));
  const is = (...prefixes: string[]): boolean => prefixes.some((prefix) => name === prefix || name.startsWith(`${prefix}-`));

  if (is('constant')) return afterWarmUp(constant());
  if (is('linear')) return afterWarmUp(linear());
  if (is('polynomial')) return afterWarmUp(polynomial({ power: options.number('power', 1), finalRatio: ratioOf('lr_end', 1e-7) }));
  if (is('inverse-sqrt')) return afterWarmUp(inverseSqrt({ timescale: options.number('timescale', warmupSteps === 0 ? 10_000 : warmupSteps) }));
  if (is('cosine-hard-restarts')) return afterWarmUp(cosineRestarts({ cycles: options.number('num_cycles', 1) }));
  if (is('cosine-annealing')) return cosine({ steps: options.number('T_max', total), finalRatio: ratioOf('eta_min') });
  if (is('cosine-warm-restarts')) return cosineWarmRestarts({ period: options.number('T_0'), multiplier: options.number('T_mult', 1), finalRatio: ratioOf('eta_min') });
  if (is('cosine')) return afterWarmUp(cosine({ cycles: options.number('num_cycles', 0.5), finalRatio: finalRatio() }));
  if (is('exponential')) return exponential({ decay: options.number('gamma') });
  if (is('step')) return stepwise({ every: options.number('step_size'), decay: options.number('gamma', 0.1) });
  if (is('one-cycle')) return oneCycleOf(options, learningRate);
  if (is('wsd')) return afterWarmUp(stableDecayOf(options), { shape: shapeOf(options.string('warmup_type', 'linear')), from: options.number('min_lr_ratio', 0) });
  throw new Skip(`no schedule ${name}`);
}

function oneCycleOf(options: Options, learningRate: number): Schedule {
  if (options.number('max_lr', learningRate) !== learningRate) throw new Skip('max_lr is not the base rate');
  return oneCycle({
    rise: options.number('pct_start', 0.3),
    initialDivisor: options.number('div_factor', 25),
    finalDivisor: options.number('final_div_factor', 1e4),
    shape: options.string('anneal_strategy', 'cos') === 'cos' ? 'cosine' : 'linear',
    threePhases: options.boolean('three_phase', false),
  });
}

function stableDecayOf(options: Options): Schedule {
  return stableDecay({
    decaySteps: options.number('num_decay_steps'),
    stableSteps: options.has('num_stable_steps') ? options.number('num_stable_steps') : undefined,
    shape: shapeOf(options.string('decay_type', 'cosine')),
    finalRatio: options.number('min_lr_ratio', 0),
    cycles: options.number('num_cycles', 0.5),
  });
}

function shapeOf(name: string): 'linear' | 'cosine' | 'squareRoot' {
  if (name === 'linear' || name === 'cosine') return name;
  if (name === '1-sqrt') return 'squareRoot';
  throw new Skip(`no curve ${name}`);
}
