/** A denoiser of a folder of diffusers, opened as an application opens it, and what it is shown: `torch_denoiser.py` is its twin. */
import type { HostArray, Tensor } from '@figment/core';
import { readModelFolder } from '@figment/core/interchange';
import { add, mul, tidy } from '@figment/core/ops';
import { importDit, openUNet } from '@figment/diffusion/diffusers';
import { scaledLinearBetas, variancePreserving } from '@figment/diffusion/noise';

import { commonIds, commonNumbers, parameterCount } from '../models/index.ts';
import type { Settings } from '../settings.ts';
import { start } from './start.ts';

const TOKENS = 77;

/** What a denoiser is shown, as host arrays. */
export interface ShownToDenoiser {
  readonly clean: HostArray;
  readonly noise: HostArray;
  /** Parts of both in what it sees, [B, 1, 1, 1]. */
  readonly alpha: HostArray;
  readonly sigma: HostArray;
  /** [B] */
  readonly time: HostArray;
  readonly told: HostArray;
}

/** The same on the device. */
export type DenoiserBatch = { readonly [name in keyof ShownToDenoiser]: Tensor };

export async function openDenoiser({ denoiser: kind, model: folder, batch, ...where }: Pick<Settings, 'denoiser' | 'model' | 'batch' | 'backend' | 'threads' | 'device'>) {
  const name = await start(where);
  const path = `${folder}/${kind}`;
  const denoiser = kind === 'unet' ? await openUNet(path) : await importDit(await readModelFolder(path));
  const { config } = await readModelFolder(path);
  const { sample_size: size, cross_attention_dim: context, num_embeds_ada_norm: classes } = config as { sample_size: number; cross_attention_dim: number; num_embeds_ada_norm: number };
  const shape = [batch, size, size, 4];
  const process = variancePreserving(scaledLinearBetas(1000));
  const times = Array.from(commonIds(1002, [batch], 1000).data);
  const each = (values: readonly number[], ...ones: readonly number[]): HostArray => ({ data: Float32Array.from(values), shape: [batch, ...ones] });
  const shown: ShownToDenoiser = {
    clean: unitNumbers(1000, shape), noise: unitNumbers(1001, shape),
    alpha: each(times.map((time) => process.at(time).alpha), 1, 1, 1), sigma: each(times.map((time) => process.at(time).sigma), 1, 1, 1), time: each(times),
    told: kind === 'unet' ? unitNumbers(1003, [batch, TOKENS, context]) : commonIds(1003, [batch], classes),
  };
  const predict = ({ clean, noise, alpha, sigma, time, told }: DenoiserBatch): Tensor => tidy(() =>
    denoiser.predict(add(mul(clean, alpha), mul(noise, sigma)), time, kind === 'unet' ? { states: told } : { label: told }));
  return { name, denoiser, shown, predict, parameters: parameterCount(denoiser) };
}

/** Of about unit variance. */
export function unitNumbers(series: number, shape: readonly number[]): HostArray<Float32Array> {
  const count = shape.reduce((product, length) => product * length, 1);
  return { data: commonNumbers(series, count).map((x) => 1.7 * x), shape };
}
