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
  /** Operations of one unit of work. */
  readonly operations: number;
}
