export { constant } from './constant.ts';
export { cosine, type CosineOptions, cosineRestarts, type CosineRestartsOptions, cosineWarmRestarts, type CosineWarmRestartsOptions } from './cosine.ts';
export { exponential, stepwise } from './exponential.ts';
export { inverseSqrt } from './inverse-sqrt.ts';
export { oneCycle, type OneCycleOptions } from './one-cycle.ts';
export { linear, type LinearOptions, polynomial, type PolynomialOptions } from './polynomial.ts';
export type { Schedule } from './schedule.ts';
export { stableDecay, type StableDecayOptions } from './stable-decay.ts';
export { warmUp, type WarmUpOptions } from './warm-up.ts';
