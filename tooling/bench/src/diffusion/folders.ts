import { madeFolder } from '../made-folder.ts';
import { pythonForDiffusion } from '../python.ts';

/** What the diffusion models of the bench are made from; all see 4 channels, as latents have. */
export interface DiffusionSizes {
  /** Side of what the denoiser sees. */
  readonly size: number;
  readonly channels: readonly number[];
  readonly heads: number;
  /** Of the states that a U-Net attends to. */
  readonly context: number;
  /** Of a DiT. */
  readonly width: number;
  readonly layers: number;
  readonly classes: number;
}

/** The folder of a pipeline of random weights as diffusers saves it, and beside it `dit`; made on first use. */
export function diffusionFolder(sizes: DiffusionSizes): Promise<string> {
  return madeFolder(`bench-diffusion/${Object.values(sizes).flat().join('-')}`, pythonForDiffusion(), new URL('make_diffusion.py', import.meta.url), sizes);
}
