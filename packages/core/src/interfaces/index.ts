/**
 * Where packages meet without importing each other: one offers what the other takes, structurally.
 *
 * @module
 */
export type { Denoiser, DenoiserCondition } from './denoiser.ts';
export type { LatentAutoencoder } from './latent-autoencoder.ts';
export type { PromptEncoder, PromptEncoding } from './prompt-encoder.ts';
export type { Tokenizer, TokenizerEncoding, TokenizerStream } from './tokenizer.ts';
