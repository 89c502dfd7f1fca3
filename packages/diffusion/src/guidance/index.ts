/**
 * Ways to steer a denoiser: away from what it says without a condition, within an interval of noise levels, or along a classifier's gradient.
 *
 * @module
 */
export { classifierFree, guided, rescaled } from './classifier-free.ts';
export { classifierGuided, type ClassifierGuidanceCall, type LogProbability, logProbabilityOf } from './classifier.ts';
export type { GuidanceCall, GuidanceDefinition } from './guidance.ts';
export { withinInterval } from './interval.ts';
