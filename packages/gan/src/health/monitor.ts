import type { Buffer, Tensor, TrainEvent } from '@figment/core';
import { buffer, Module } from '@figment/core/nn';
import { abs, add, cast, concat, div, divNoNan, greater, less, maximum, mean, mul, reshape, scalar, sign, stack, standardDeviation, sub, tensor, unstack, where, withoutGradient, zeros } from '@figment/core/ops';

import type { AdversarialLoss } from '../losses/adversarial-loss.ts';
import { boundaryBetween } from '../losses/boundary.ts';
import type { Judgement } from '../networks/discriminator.ts';
import type { Balance } from './balance.ts';
import { coverageOf } from './coverage.ts';
import { pairsOf, rows, sumOfDistances } from './distances.ts';
import { type HealthThresholds, healthThresholds } from './thresholds.ts';
import { type State, verdictOn } from './verdict.ts';

/** Pictures, and what the discriminator thought of them. */
export interface Watched extends Judgement {
  /** [B, H, W, C]. */
  readonly pictures: Tensor;
  readonly labels?: Tensor | undefined;
}

/** Options of {@link BalanceMonitor}. */
export interface MonitorOptions {
  readonly thresholds?: Partial<HealthThresholds> | undefined;
  /** Of the two objectives ('discriminator', 'generator'). */
  readonly objectives?: { readonly discriminator: string; readonly generator: string } | undefined;
}

/** What is smoothed, in this order; the last over a few steps only, for what grows without bound grows fast. */
const signals = ['accuracyReal', 'accuracyMade', 'overfitting', 'coverage', 'madeDistance', 'realDistance', 'spread', 'magnitude'] as const;
const FEW_STEPS = 5;

/**
 * Watches how the two networks stand. What it remembers lies in buffers: a run that is resumed judges as one that never stopped.
 */
export class BalanceMonitor extends Module {
  /** Signals, over the last steps: [8]. */
  readonly smoothed: Buffer;
  /** The magnitude of logits, over many steps: a scalar. */
  readonly usual: Buffer;
  /** How often it watched: a scalar. */
  readonly count: Buffer;
  readonly #thresholds: HealthThresholds;
  readonly #objectives: { readonly discriminator: string; readonly generator: string };

  constructor({ thresholds = {}, objectives = { discriminator: 'discriminator', generator: 'generator' } }: MonitorOptions = {}) {
    super();
    this.#thresholds = { ...healthThresholds, ...thresholds };
    this.#objectives = objectives;
    this.smoothed = buffer(() => zeros([signals.length]));
    this.usual = buffer(() => zeros([]));
    this.count = buffer(() => zeros([]));
  }

  /** What it sees in one step of the discriminator, as metrics of that objective, and what its buffers become. Nothing flows back through it. */
  watch({ real, made, boundary }: Seen): { readonly metrics: Readonly<Record<string, Tensor>>; readonly updates: readonly (readonly [Buffer, Tensor])[] } {
    const { window, growthWindow, neighbours } = this.#thresholds;
    const { smoothed, usual, count, ...metrics } = withoutGradient((): Watch => {
      const next = add(this.count, 1);
      const moved = (average: Tensor, value: Tensor, rate: Tensor): Tensor => add(average, mul(sub(value, average), maximum(rate, div(1, next))));
      const smoothed = moved(this.smoothed, signalsOf({ real, made, boundary }, neighbours), tensor(signals.map((signal) => 1 / (signal === 'magnitude' ? FEW_STEPS : window))));
      const [accuracyReal, accuracyMade, overfitting, coverage, madeDistance, realDistance, spread, magnitude] = unstack(smoothed) as [Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor];
      const usual = moved(this.usual, magnitude, scalar(1 / growthWindow));
      return {
        smoothed, usual, count: next, accuracyReal, accuracyMade, overfitting, coverage, spread,
        diversity: where(greater(realDistance, 0), divNoNan(madeDistance, realDistance), 1),
        growth: div(magnitude, maximum(usual, 1)),
      };
    });
    return { metrics, updates: [[this.smoothed, smoothed], [this.usual, usual], [this.count, count]] };
  }

  /** What is joined to an event; before the first, nothing is known. */
  balance(event: Pick<TrainEvent, 'step' | 'metrics' | 'gradientNorms' | 'losses'> | undefined): Balance {
    const { discriminator, generator } = this.#objectives;
    const signal = (name: string): number => event?.metrics[`${discriminator}.${name}`] ?? Number.NaN;
    const norm = (objective: string): number => event?.gradientNorms[objective] ?? Number.NaN;
    const accuracyReal = signal('accuracyReal'), accuracyMade = signal('accuracyMade');
    const accuracy = (accuracyReal + accuracyMade) / 2;
    const state: State = {
      accuracyReal, accuracyMade, accuracy,
      distance: Math.abs(accuracy - 0.5),
      overfitting: signal('overfitting'),
      diversity: signal('diversity'),
      coverage: signal('coverage'),
      gradientNorms: { discriminator: norm(discriminator), generator: norm(generator) },
      ...(event?.metrics[`${discriminator}.augmentation`] !== undefined && { augmentation: signal('augmentation') }),
    };
    if (event === undefined) return { ...state, verdict: 'warmingUp', reason: 'No step has been made.' };
    return { ...state, ...verdictOn({ ...state, step: event.step, spread: signal('spread'), growth: signal('growth'), losses: [discriminator, generator].flatMap((name) => event.losses[name] ?? []) }, this.#thresholds) };
  }
}

/** A type, not an interface, so that `tidy` takes it for a container of tensors. */
type Watch = Record<'smoothed' | 'usual' | 'count' | 'accuracyReal' | 'accuracyMade' | 'overfitting' | 'coverage' | 'diversity' | 'spread' | 'growth', Tensor>;

/** Both sides of one step. */
export interface Seen {
  readonly real: Watched;
  readonly made: Watched;
  readonly boundary?: AdversarialLoss['boundary'];
}

/** Of one batch: [8]. */
function signalsOf({ real, made, boundary }: Seen, neighbours: number): Tensor {
  const line = boundaryBetween(boundary, real.logits, made.logits);
  const count = Math.min(real.pictures.shape[0], made.pictures.shape[0]);
  const pairs = pairsOf(count, real.labels);
  const middle = mean(real.pictures, 0, true); // taken off, so that float32 tells near pictures apart
  const centred = (pictures: Tensor): Tensor => rows(sub(pictures, middle));
  const logits = concat([reshape(real.logits, [-1]), reshape(made.logits, [-1])]);
  const share = (found: Tensor): Tensor => mean(cast(found, 'float32'));
  return stack([
    share(greater(real.logits, line)),
    share(less(made.logits, line)),
    mean(sign(sub(real.logits, line))),
    count > neighbours ? coverageOf(rows(real.features), rows(made.features), neighbours) : scalar(1),
    sumOfDistances(centred(made.pictures), pairs),
    sumOfDistances(centred(real.pictures), pairs),
    standardDeviation(logits),
    mean(abs(logits)),
  ]);
}
