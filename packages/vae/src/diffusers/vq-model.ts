import type { CheckpointPath } from '@figment/core/checkpoint';
import { type ModelFiles, readModelFolder, readWeights, weightsFor, writeModelFolder } from '@figment/core/interchange';
import { createModel, FigmentError } from '@figment/core';
import { refreshHostCopy } from '@figment/core/plugin';

import type { VqAutoencoderConfig } from '../config/vq-autoencoder.ts';
import { VqBlockNetwork } from '../vq/block-network.ts';
import { vqAutoencoder } from '../vq-autoencoder.ts';
import { fromVqModel, toVqModel } from './vq-model-config.ts';
import { diffusersNames } from './names.ts';

type VqAutoencoder = Awaited<ReturnType<typeof importVqModel>>;

/**
 * Opens a folder of diffusers' `VQModel`.
 *
 * @throws FigmentError `FILE_NOT_FOUND`, `CONFIG_INVALID`, `SAFETENSORS_INVALID`, `CHECKPOINT_MISMATCH`
 */
export async function openVqModel(path: CheckpointPath): Promise<VqAutoencoder> {
  return importVqModel(await readModelFolder(path));
}

/**
 * Makes a model of diffusers' `VQModel`. The model belongs to the caller.
 *
 * @throws FigmentError `CONFIG_INVALID`, `CHECKPOINT_MISMATCH`
 */
export async function importVqModel({ config, weights }: ModelFiles) {
  const model = await createModel(vqAutoencoder, fromVqModel(config), { seed: 0 });
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
 * Writes a folder that diffusers' `VQModel.from_pretrained` opens.
 *
 * @param options dtype: 'F32' unless told.
 * @throws FigmentError `INPUT_INVALID` for a model that such a file can't hold, and those of the storage
 */
export async function saveVqModel(model: Pick<VqAutoencoder, 'modules' | 'config'>, path: CheckpointPath, { dtype = 'F32' }: { dtype?: 'F32' | 'F16' } = {}): Promise<void> {
  const network = networkOf(model);
  const config = model.config as VqAutoencoderConfig;
  if (config.codebook.normalize || config.codebook.update !== 'gradient') {
    throw new FigmentError('INPUT_INVALID', 'diffusers\' VQModel has codes that are parameters and are compared by distance: only a model with codebook.update "gradient" and codebook.normalize false can be saved for it.');
  }
  await writeModelFolder(path, { config: toVqModel(config), weights: weightsFor(network.namedParameters(), dtype, diffusersNames) });
}

function networkOf({ modules }: Pick<VqAutoencoder, 'modules'>): VqBlockNetwork {
  const network = modules['autoencoder'];
  if (!(network instanceof VqBlockNetwork)) throw new FigmentError('INPUT_INVALID', `model must be a figment/vq-autoencoder, got one with the modules ${Object.keys(modules).join(', ')}.`);
  return network;
}
