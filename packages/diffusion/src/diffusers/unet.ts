import type { CheckpointPath, SafetensorsInput } from '@figment/core/checkpoint';
import { type ModelFiles, type NamedWeights, type ReadableFiles, readModelFolder, readWeights, weightsFor, writeModelFolder } from '@figment/core/interchange';
import type { Module } from '@figment/core/nn';
import { key } from '@figment/core/random';

import { ControlNet } from '../denoisers/unet/controlnet.ts';
import { UNet2d } from '../denoisers/unet/unet2d.ts';
import { fromControlNetConfig, fromUNetConfig } from './unet-config.ts';
import { toControlNetConfig, toUNetConfig } from './unet-to-config.ts';
import { diffusersNames } from './weights.ts';

/**
 * Opens a folder of diffusers' `UNet2DModel` or `UNet2DConditionModel`. The network belongs to the caller.
 *
 * @throws FigmentError `FILE_NOT_FOUND`, `CONFIG_INVALID`, `SAFETENSORS_INVALID`, `CHECKPOINT_MISMATCH`
 */
export async function openUNet(path: CheckpointPath | ReadableFiles): Promise<UNet2d> {
  return await importUNet(await readModelFolder(path));
}

/** A U-Net of the files of one of these classes. The network belongs to the caller. @throws FigmentError `CONFIG_INVALID`, `CHECKPOINT_MISMATCH`, `SAFETENSORS_INVALID` */
export async function importUNet({ config, weights }: ModelFiles): Promise<UNet2d> {
  return await filled(new UNet2d(key(0), fromUNetConfig(config)), weights);
}

/** A ControlNet of the files of `ControlNetModel`. The network belongs to the caller. @throws FigmentError `CONFIG_INVALID`, `CHECKPOINT_MISMATCH`, `SAFETENSORS_INVALID` */
export async function importControlNet({ config, weights }: ModelFiles): Promise<ControlNet> {
  return await filled(new ControlNet(key(0), fromControlNetConfig(config)), weights);
}

/** Opens a folder of diffusers' `ControlNetModel`. @throws FigmentError `FILE_NOT_FOUND`, `CONFIG_INVALID`, `SAFETENSORS_INVALID`, `CHECKPOINT_MISMATCH` */
export async function openControlNet(path: CheckpointPath | ReadableFiles): Promise<ControlNet> {
  return await importControlNet(await readModelFolder(path));
}

/** How a network is written for diffusers. */
export interface ExportOptions {
  /** 'F32'. */
  readonly dtype?: 'F32' | 'F16' | undefined;
  /** Side of the pictures that it was trained with, for those who open it. */
  readonly sampleSize?: number | undefined;
}

/** The config and the weights of a network as diffusers has them, for `writeModelFolder`. @throws FigmentError `CONFIG_INVALID` for one that diffusers' classes can't be */
export function exportUNet(network: UNet2d | ControlNet, { dtype = 'F32', sampleSize }: ExportOptions = {}): { readonly config: unknown; readonly weights: readonly SafetensorsInput[] } {
  return { config: network instanceof UNet2d ? toUNetConfig(network.options, sampleSize) : toControlNetConfig(network.options), weights: weightsFor(weightsOf(network), dtype, diffusersNames) };
}

/** Writes a folder that diffusers' `from_pretrained` opens. @throws FigmentError `CONFIG_INVALID`, `STORAGE_FULL`, `STORAGE_FAILED`, `STORAGE_READ_ONLY` */
export async function saveUNet(network: UNet2d | ControlNet, path: CheckpointPath, options?: ExportOptions): Promise<void> {
  await writeModelFolder(path, exportUNet(network, options));
}

async function filled<M extends Module>(network: M, weights: ModelFiles['weights']): Promise<M> {
  try {
    await readWeights(weightsOf(network), weights, diffusersNames);
  } catch (error) {
    network.dispose();
    throw error;
  }
  return network;
}

/** Frequencies that were drawn once are no parameters, but they are saved. */
function weightsOf(network: Module): NamedWeights {
  return [...network.namedParameters(), ...network.namedBuffers()];
}
