/**
 * Generative adversarial networks: two networks that learn against each other, and an honest report of how they stand.
 *
 * @module
 */
export { gan } from './gan.ts';
export { imageToImage } from './image-to-image.ts';
export { superResolution } from './super-resolution.ts';
export { unpairedImageToImage } from './unpaired-image-to-image.ts';

export type { LargePictures } from './esrgan/objectives.ts';
export type { PairBatch } from './image-to-image/paired-game.ts';
export type { BothBalances } from './unpaired/both-balances.ts';
export type { UnpairedBatch } from './unpaired/cycle.ts';
export type { GanGenerationStep } from './tasks/generate.ts';
export type { GanInterpolationStep } from './tasks/interpolate.ts';
export type { ProjectionStep } from './tasks/projection.ts';
export type { TranslationStep } from './tasks/translate.ts';
export type { Verdicts } from './tasks/judge.ts';
