export { cutsOf } from './cuts.ts';
export { byteLevelEncoder, type IdEncoder } from './from-components.ts';
