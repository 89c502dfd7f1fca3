import type { TFunction } from 'i18next';

import type { Field, TrainingChoice } from '../../workers/protocol/index.ts';
import type { Subject } from './learning.ts';

interface Plan {
  readonly path: readonly string[];
  readonly text: 'steps' | 'batchSize' | 'learningRate' | 'optimizer' | 'weightDecay' | 'schedule' | 'warmupSteps' | 'finalLearningRateRatio' | 'clipNorm' | 'ema' | 'flip' | 'permuteChannels' | 'betas0' | 'betas1';
  readonly type: Field['type'];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly step?: number;
  readonly choices?: readonly string[];
  readonly basic?: true;
}

/** The trainer's settings, in the order in which people ask for them. */
const plans: readonly Plan[] = [
  { path: ['steps'], text: 'steps', type: 'integer', minimum: 1, maximum: 1_000_000, basic: true },
  { path: ['batchSize'], text: 'batchSize', type: 'integer', minimum: 1, maximum: 256, basic: true },
  { path: ['learningRate'], text: 'learningRate', type: 'number', minimum: 0, maximum: 1, step: 0.0001, basic: true },
  { path: ['optimizer'], text: 'optimizer', type: 'choice', choices: ['adamw', 'adam', 'sgd', 'lion'] },
  { path: ['betas', '0'], text: 'betas0', type: 'number', minimum: 0, maximum: 0.9999, step: 0.01 },
  { path: ['betas', '1'], text: 'betas1', type: 'number', minimum: 0, maximum: 0.9999, step: 0.001 },
  { path: ['weightDecay'], text: 'weightDecay', type: 'number', minimum: 0, maximum: 1, step: 0.001 },
  { path: ['schedule'], text: 'schedule', type: 'choice', choices: ['constant', 'linear', 'cosine', 'levelThenLinear', 'oneCycle'] },
  { path: ['warmupSteps'], text: 'warmupSteps', type: 'integer', minimum: 0, maximum: 100_000 },
  { path: ['finalLearningRateRatio'], text: 'finalLearningRateRatio', type: 'number', minimum: 0, maximum: 1, step: 0.01 },
  { path: ['clipNorm'], text: 'clipNorm', type: 'number', minimum: 0, maximum: 1000, step: 0.1 },
  { path: ['ema'], text: 'ema', type: 'number', minimum: 0, maximum: 0.99999, step: 0.001 },
  { path: ['augment', 'flip'], text: 'flip', type: 'number', minimum: 0, maximum: 1, step: 0.05 },
  { path: ['augment', 'permuteChannels'], text: 'permuteChannels', type: 'number', minimum: 0, maximum: 1, step: 0.05 },
];

/** What only pictures can be done to. */
const ofPictures = 'augment';

/** @param subject what it learns from; undefined for texts */
export function trainingFields(defaults: TrainingChoice, t: TFunction, subject: Subject | undefined): readonly Field[] {
  const batch = batchText(subject);
  return plans.filter(({ path }) => subject === 'image' || path[0] !== ofPictures).map(({ path, text, type, minimum, maximum, step, choices, basic }) => ({
    path,
    label: t(`settings.${text === 'batchSize' ? batch : text}.label`),
    group: undefined,
    description: t(`settings.${text === 'batchSize' ? batch : text}.note`),
    type,
    choices,
    minimum,
    maximum,
    step,
    maxItems: undefined,
    default: path.reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], defaults),
    required: true,
    advanced: basic !== true,
    alternative: undefined,
  }));
}

/** What a step learns from at once is called. */
export function batchText(subject: Subject | undefined): 'batchSize' | 'rows' | 'examples' {
  return subject === undefined ? 'rows' : subject === 'image' ? 'batchSize' : 'examples';
}

/** What the form says, over the defaults; `betas` goes back to being a pair. */
export function trainingChoice(defaults: TrainingChoice, values: Readonly<Record<string, unknown>>): TrainingChoice {
  const merged: Record<string, unknown> = { ...defaults, ...values };
  const betas = { ...(defaults['betas'] as object), ...(values['betas'] as object) } as Record<string, number>;
  return { ...merged, betas: [betas['0'], betas['1']], augment: { ...(defaults['augment'] as object), ...(values['augment'] as object) } };
}

/** The options of a tokenizer's training; its size is moved as far as small models go. */
export function tokenizerFields(fields: readonly Field[]): readonly Field[] {
  return fields.map((field) => (field.path.join() === 'vocabulary' ? { ...field, minimum: Math.max(field.minimum ?? 0, 100), reach: [100, 8000] as const, step: 100 } : field));
}
