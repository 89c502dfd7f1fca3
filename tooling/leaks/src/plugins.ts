import type { Plugin } from '@figment/core/plugin';
import vae from '@figment/vae/plugin';

/** The plugins of this workspace: a new package of models is added here. */
export const plugins: readonly Plugin[] = [vae];

/** Configs that make a thousand steps a matter of seconds; a model without one is made from its defaults. */
export const smallConfigs: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'figment/vae': { image: { size: 8, channels: 1 }, latent: 4, channels: [8], prior: { components: 2 } },
  'figment/vq-vae': { image: { size: 8, channels: 1 }, latent: { channels: 4, downsample: 2 }, channels: [8], codebook: { size: 8, revival: { every: 10 } } },
  'figment/kl-autoencoder': { image: { size: 8, channels: 1 }, latentChannels: 2, blockChannels: [8, 8], normGroups: 4 },
  'figment/vq-autoencoder': { image: { size: 8, channels: 1 }, latentChannels: 2, codeChannels: 2, blockChannels: [8, 8], normGroups: 4, codebook: { size: 8, revival: { every: 10 } } },
};
