import type { CheckpointPath } from '@figment/core/checkpoint';
import { type ModelFiles, readModelFolder, readWeights, weightsFor, writeModelFolder } from '@figment/core/interchange';
import { createModel, FigmentError } from '@figment/core';
import { refreshHostCopy } from '@figment/core/plugin';

import type { KlAutoencoderConfig } from '../config/kl-autoencoder.ts';
import { KlNetwork } from '../kl/network.ts';
import { klAutoencoder } from '../kl-autoencoder.ts';
import { fromAutoencoderKl, toAutoencoderKl } from './autoencoder-kl-config.ts';
import { diffusersNames } from './names.ts';

type KlAutoencoder = Awaited<ReturnType<typeof importAutoencoderKl>>;

/**
 * Opens a folder of diffusers' `AutoencoderKL`.
 *
 * @throws FigmentError `FILE_NOT_FOUND`, `CONFIG_INVALID`, `SAFETENSORS_INVALID`, `CHECKPOINT_MISMATCH`
 */
export async function openAutoencoderKl(path: CheckpointPath): Promise<KlAutoencoder> {
  return importAutoencoderKl(await readModelFolder(path));
}

/**
 * Makes a model of diffusers' `AutoencoderKL`. The model belongs to the caller.
 *
 * @throws FigmentError `CONFIG_INVALID`, `CHECKPOINT_MISMATCH`
 */
export async function importAutoencoderKl({ config, weights }: ModelFiles) {
  const model = await createModel(klAutoencoder, fromAutoencoderKl(config), { seed: 0 });
  try {
    await readWeights(networkOf(model).namedParameters(), weights, diffusersNames);
    await refreshHostCopy(model);
  } catch (error) {
    model.dispose();
    throw error;
  }
  return model;
}

/**
 * Writes a folder that diffusers' `AutoencoderKL.from_pretrained` opens.
 *
 * @param options dtype: 'F32' unless told.
 * @throws FigmentError `INPUT_INVALID` for a model of another kind, and those of the storage
 */
export async function saveAutoencoderKl(model: Pick<KlAutoencoder, 'modules' | 'config'>, path: CheckpointPath, { dtype = 'F32' }: { dtype?: 'F32' | 'F16' } = {}): Promise<void> {
  const network = networkOf(model);
  await writeModelFolder(path, { config: toAutoencoderKl(model.config as KlAutoencoderConfig, network.scale), weights: weightsFor(network.namedParameters(), dtype, diffusersNames) });
}

function networkOf({ modules }: Pick<KlAutoencoder, 'modules'>): KlNetwork {
  const network = modules['autoencoder'];
  if (!(network instanceof KlNetwork)) throw new FigmentError('INPUT_INVALID', `model must be a figment/kl-autoencoder, got one with the modules ${Object.keys(modules).join(', ')}.`);
  return network;
}
