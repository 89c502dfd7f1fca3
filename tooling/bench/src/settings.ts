import type { GptSizes } from './models/index.ts';

/** What contenders are told; each is given those that it reads. */
export interface Settings {
  readonly backend: 'torch' | 'wasm';
  readonly device: string;
  readonly threads: number;
  /** Examples of a batch. */
  readonly batch: number;
  /** Side of pictures. */
  readonly size: number;
  /** Of a GPT. */
  readonly sizes: GptSizes;
  /** Tokens that one unit of work decodes. */
  readonly tokens: number;
  /** Folder of a language model, or of a pipeline of diffusers. */
  readonly model: string;
  /** Of a diffusion model's folder: what is measured. */
  readonly denoiser: 'unet' | 'dit';
  /** From noise to a picture. */
  readonly steps: number;
  /** Tokens that stand there before. */
  readonly prompt: number;
  /** Whether tokens are written near the beginning, with attention as far from it. */
  readonly near?: boolean | undefined;
  /** Whether a GAN's balance is watched. */
  readonly watched?: boolean | undefined;
  /** Operations of one unit of work. */
  readonly operations: number;
  /** Whether each unit of work begins with a new page. */
  readonly fresh?: boolean | undefined;
  /** A prompt. */
  readonly wish: string;
  /** Path of a text file, of a vocabulary's ranks, and of the same vocabulary as a tokenizer.json. */
  readonly text: string;
  readonly ranks: string;
  readonly tokenizer: string;
  /** Whether the ids of the text are decoded, instead of encoding it. */
  readonly decodes?: boolean | undefined;
  /** The regular expression that goes with the ranks. */
  readonly pattern: string;
  /** Tokens that a trained vocabulary has. */
  readonly vocabulary: number;
}
