export { type Cuts, cutsOf } from './cuts.ts';
export { byteLevelEncoder, type ByteLevelStages, type IdEncoder } from './from-components.ts';
