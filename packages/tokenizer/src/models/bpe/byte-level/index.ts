export { byteLevelEncoder, type ByteLevelStages, type IdEncoder } from './from-components.ts';
