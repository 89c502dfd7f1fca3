/**
 * How data are noised, what a denoiser may say of it, how its errors count, and at which times it is trained.
 *
 * @module
 */
export { cosineBetas, cumulativeAlphas, exponentialBetas, laplaceBetas, linearBetas, scaledLinearBetas, sigmoidBetas, zeroTerminalSnr } from './betas.ts';
export { betasOf, type NoiseProcessConfig, noiseProcessConfig, noiseProcessOf, predictionConfig } from './config.ts';
export { dynamicShift, type DynamicShiftOptions, flow, shiftTime } from './flow.ts';
export { drawByImportance, emptyLossHistory, type ImportanceDraw, importanceOf, type LossHistory, recordLosses } from './importance.ts';
export { addNoise, type Levels, levelsAt, perSample, type Weight, weigh } from './levels.ts';
export {
  cosMapWeight,
  edmWeight,
  inverseSquareWeight,
  type LossWeight,
  lossWeightConfig,
  type LossWeightConfig,
  lossWeightOf,
  minSnr,
  p2,
  signalToNoise,
  weightOfClean,
} from './loss-weights.ts';
export { cleanMix, type Denoised, denoised, type Mix, noiseMix, type Prediction, predictions, predictionTarget } from './prediction.ts';
export type { NoiseLevel, NoiseProcess, ProcessKind } from './process.ts';
export { type RatioTable, ratioTable } from './ratio-table.ts';
export { drawTimes, type DrawTimesOptions, logitNormal, modeDensity, type TimestepSamplingConfig, timestepSamplingConfig } from './timestep-sampling.ts';
export { timeOfSigma, varianceExploding, type VarianceExplodingOptions } from './variance-exploding.ts';
export { SMALLEST_ALPHA_BAR, variancePreserving, type VariancePreservingOptions } from './variance-preserving.ts';
