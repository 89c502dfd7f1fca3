import type { Balance, Verdict } from './balance.ts';
import type { HealthThresholds } from './thresholds.ts';

/** A balance before anybody has judged it. */
export type State = Omit<Balance, 'verdict' | 'reason'>;

/** What is judged. */
export interface Reading extends State {
  /** From 1. */
  readonly step: number;
  /** Standard deviation of a batch's logits. */
  readonly spread: number;
  /** Magnitude of logits over what it was in the last few hundred steps. */
  readonly growth: number;
  /** Of both objectives, so far as they acted. */
  readonly losses: readonly number[];
}

/** One thing that goes wrong, and the sentence that says so. */
interface Detector {
  readonly verdict: Verdict;
  /** Why, where it is so. */
  detect(reading: Reading, thresholds: HealthThresholds): string | undefined;
}

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
const short = (value: number): string => value.toPrecision(2);

/** The gravest first: the first that finds something is the verdict. */
const detectors: readonly Detector[] = [
  {
    verdict: 'divergence',
    detect: ({ losses, gradientNorms: { discriminator, generator }, growth }, { gradientNorm, growth: most }) => {
      const values = [...losses, ...[discriminator, generator].filter((norm) => !Number.isNaN(norm))];
      if (values.some((value) => !Number.isFinite(value))) return 'A loss or a gradient is no longer a finite number. Lower the learning rate, or hold the discriminator with r1.';
      const norm = Math.max(...values.slice(losses.length));
      if (norm > gradientNorm) return `A gradient has the norm ${short(norm)}, more than ${gradientNorm}. Lower the learning rate, or clip gradients.`;
      if (growth > most) return `The discriminator's logits are ${short(growth)} times what they were: they grow without bound. Lower the learning rate, or hold it with r1 or spectral norm.`;
      return undefined;
    },
  },
  {
    verdict: 'warmingUp',
    detect: ({ step }, { warmUpSteps }) => (step < warmUpSteps ? `Step ${step} of the ${warmUpSteps} after which it can be judged.` : undefined),
  },
  {
    verdict: 'modeCollapse',
    detect: ({ diversity, coverage }, limits) => {
      if (diversity < limits.diversity) return `Pictures made are ${percent(diversity)} as various as real ones: the generator repeats itself. Lower its learning rate, add r1 or minibatch standard deviation, or go back to an earlier checkpoint.`;
      if (coverage < limits.coverage) return `Only ${percent(coverage)} of real pictures have a made one near them: much of the data is left out. Add r1, more capacity or training, or go back to an earlier checkpoint.`;
      return undefined;
    },
  },
  {
    verdict: 'discriminatorWins',
    detect: ({ accuracy }, { certain }) => (accuracy > certain ? `The discriminator tells ${percent(accuracy)} apart, so the generator learns nothing. Lower its learning rate, raise r1, or augment what it sees.` : undefined),
  },
  {
    verdict: 'overfitting',
    // One that takes all for real has a high r_t too, and knows nothing by heart.
    detect: ({ overfitting, accuracyMade }, limits) => (overfitting > limits.overfitting && accuracyMade > 1 - limits.fooled
      ? `The discriminator takes nearly every training picture for real (r_t = ${overfitting.toFixed(2)}): it knows them by heart. Turn adaptive augmentation on, or bring more pictures.` : undefined),
  },
  {
    verdict: 'generatorWins',
    detect: ({ accuracy, spread }, { fooled, flat }) => {
      if (spread < flat) return `The discriminator says the same of every picture (its logits differ by ${short(spread)}): it teaches nothing. Raise its learning rate or capacity, or lower r1.`;
      if (accuracy < fooled) return `The discriminator is right for ${percent(accuracy)} only, less than by chance. Raise its learning rate, or let it learn more often (discriminatorSteps).`;
      return undefined;
    },
  },
];

/** What a reading means. */
export function verdictOn(reading: Reading, thresholds: HealthThresholds): Pick<Balance, 'verdict' | 'reason'> {
  for (const detector of detectors) {
    const reason = detector.detect(reading, thresholds);
    if (reason !== undefined) return { verdict: detector.verdict, reason };
  }
  return { verdict: 'healthy', reason: '' };
}
