/**
 * How good generated pictures are, told by the features that any network sees in them: rows of numbers on the host, so that they may come from
 * anywhere.
 *
 * ```ts
 * const distance = frechetDistance(await download(features(made)), await download(features(real)));
 * ```
 *
 * @module
 */
export { classHistogram, type ClassHistogram } from './class-histogram.ts';
export type { Features } from './features.ts';
export { frechetDistance, type Moments, momentsOf } from './frechet-distance.ts';
export { neighbourhoods, type Neighbourhoods } from './neighbourhoods.ts';
