import { cosine, linear, constant, oneCycle, type Schedule, warmUp } from './schedules/index.ts';
import { adam, adamW, lion, type Optimizer, sgd } from './optimizers/index.ts';
import type { TrainingSettings } from './settings.ts';

/**
 * The optimiser that settings describe. Weight decay applies to matrices and kernels only; for `sgd` the first beta is the momentum.
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function optimizerFor(settings: Pick<TrainingSettings, 'optimizer' | 'learningRate' | 'betas' | 'weightDecay'>): Optimizer {
  const { learningRate, betas, weightDecay } = settings;
  const decay = { learningRate, weightDecay, decays: 'matrices' } as const;
  switch (settings.optimizer) {
    case 'adamw':
      return adamW({ ...decay, betas });
    case 'adam':
      return adam({ ...decay, betas });
    case 'lion':
      return lion({ ...decay, betas });
    case 'sgd':
      return sgd({ ...decay, momentum: betas[0] });
  }
}

/**
 * The schedule that settings describe. The warm-up begins above zero, so the first update already learns.
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function scheduleFor(settings: Pick<TrainingSettings, 'schedule' | 'warmupSteps' | 'finalLearningRateRatio' | 'steps'>): Schedule {
  const { warmupSteps, finalLearningRateRatio: finalRatio, steps } = settings;
  if (settings.schedule === 'oneCycle') return oneCycleFor(warmupSteps / steps, finalRatio);
  const then = {
    constant,
    linear: () => linear({ finalRatio }),
    cosine: () => cosine({ finalRatio }),
    levelThenLinear: () => linear({ finalRatio, level: 0.5 }),
  }[settings.schedule]();
  return warmupSteps === 0 ? then : warmUp(warmupSteps, then, { from: 1 / warmupSteps });
}

/** What `train` takes, of what settings describe. Augmentation belongs to the data: `augmentImages(data, settings.augment)`. */
export interface SettledOptions {
  readonly steps: number;
  readonly batchSize: number;
  readonly optimizer: Optimizer;
  readonly schedule: Schedule;
  readonly clipNorm: number;
  readonly ema: number;
}

/**
 * Settings as options of `train`, to be spread into them.
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function trainOptionsFor(settings: TrainingSettings): SettledOptions {
  const { steps, batchSize, clipNorm, ema } = settings;
  return { steps, batchSize, optimizer: optimizerFor(settings), schedule: scheduleFor(settings), clipNorm, ema };
}

/** One cycle rises by itself: the warm-up is its first phase. */
function oneCycleFor(rise: number, finalRatio: number): Schedule {
  const initialDivisor = 25;
  return oneCycle({ initialDivisor, ...(rise > 0 ? { rise } : {}), ...(finalRatio > 0 ? { finalDivisor: 1 / (initialDivisor * finalRatio) } : {}) });
}
