import { arrays, texts } from '@figment/core/data';
import type { Plugin } from '@figment/core/plugin';
import type { AnyOptions } from '@figment/testing';
import { trainTokenizer } from '@figment/tokenizer';
import transformer from '@figment/transformer/plugin';
import vae from '@figment/vae/plugin';

/** The plugins of this workspace: a new package of models is added here. */
export const plugins: readonly Plugin[] = [vae, transformer];

const lines = ['the cat sat on the mat', 'a pie is not a cake', 'one two three four', 'rain in the morning', '고양이가 앉았다', 'the mat is red', 'two cats sat', 'rain on a pie'];
const text = { layers: 1, width: 16, heads: 2, context: 64 };
const writing = { maxTokens: 20 };
const specialTokens = ['<pad>', '<s>', '</s>'];

/** What makes a thousand steps a matter of seconds; a model without a config here is made from its defaults. */
export const subjects: Readonly<Record<string, Partial<AnyOptions>>> = {
  'figment/transformer': { config: text, data: texts(lines), tokenizer: await trainTokenizer(lines, { model: 'bpe', vocabulary: 270 }), options: { complete: writing, chat: writing } },
  'figment/text-encoder': {
    config: { ...text, classes: 2 }, data: texts(lines), tokenizer: await trainTokenizer(lines, { model: 'wordpiece', vocabulary: 120 }),
    inputs: { fillMask: () => ({ text: 'the [MASK] sat on the [MASK]' }) },
  },
  'figment/sequence-to-sequence': {
    config: text, data: arrays({ source: lines, target: [...lines].reverse() }, { kinds: { source: 'text', target: 'text' } }),
    tokenizer: await trainTokenizer(lines, { model: 'bpe', vocabulary: 270, specialTokens }), options: { translate: writing },
  },
  'figment/vae': { config: { image: { size: 8, channels: 1 }, latent: 4, channels: [8], prior: { components: 2 } } },
  'figment/vq-vae': { config: { image: { size: 8, channels: 1 }, latent: { channels: 4, downsample: 2 }, channels: [8], codebook: { size: 8, revival: { every: 10 } } } },
  'figment/kl-autoencoder': { config: { image: { size: 8, channels: 1 }, latentChannels: 2, blockChannels: [8, 8], normGroups: 4 } },
  'figment/vq-autoencoder': { config: { image: { size: 8, channels: 1 }, latentChannels: 2, codeChannels: 2, blockChannels: [8, 8], normGroups: 4, codebook: { size: 8, revival: { every: 10 } } } },
};
