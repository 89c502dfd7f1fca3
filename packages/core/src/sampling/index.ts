/**
 * Lazy, stoppable runs of a task.
 *
 * @module
 */
export type { RunOptions, Sampler, Sampling, SamplingStep, SamplingWarning } from './sampling.ts';
export { type Start, startSampling } from './start.ts';
