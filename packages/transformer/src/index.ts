export type { TransformerConfig } from './config/transformer.ts';
