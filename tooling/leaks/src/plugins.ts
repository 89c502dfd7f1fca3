import type { Tensor } from '@figment/core';
import { arrays, texts } from '@figment/core/data';
import { averagePool2d, mul, ones, resize } from '@figment/core/ops';
import type { Plugin } from '@figment/core/plugin';
import diffusion from '@figment/diffusion/plugin';
import gan from '@figment/gan/plugin';
import type { AnyOptions } from '@figment/testing';
import { trainTokenizer } from '@figment/tokenizer';
import transformer from '@figment/transformer/plugin';
import vae from '@figment/vae/plugin';

/** The plugins of this workspace: a new package of models is added here. */
export const plugins: readonly Plugin[] = [vae, transformer, diffusion, gan];

const lines = ['the cat sat on the mat', 'a pie is not a cake', 'one two three four', 'rain in the morning', '고양이가 앉았다', 'the mat is red', 'two cats sat', 'rain on a pie'];
const text = { layers: 1, width: 16, heads: 2, context: 64 };
const writing = { maxTokens: 20 };
const image = { size: 8, channels: 1 };
/** Of pictures that it halves: quick, and without weights of its own. */
const halving = { latentShape: [4, 4, 1], scale: [1], encode: (images: Tensor) => averagePool2d(images, { size: 2, stride: 2 }), decode: (latents: Tensor) => resize(latents, { size: [8, 8] }) };
const network = { channels: [8, 8], heads: 2 };
const prompt = { tokens: 4, width: 8 };
const captioned = arrays({ image: { data: Float32Array.from({ length: lines.length * 64 }, (_, i) => (i % 16) / 16), shape: [lines.length, 8, 8, 1] }, text: lines });
const captions = await trainTokenizer(lines, { model: 'bpe', vocabulary: 270 });
const few = { steps: 2 };
const paintings = ['generate', 'textToImage', 'imageToImage', 'variations', 'inpaint', 'outpaint', 'interpolatePrompts', 'interpolateNoises', 'edit', 'invert', 'fromNoise'];
const quick: Readonly<Record<string, object>> = { variations: { count: 2 }, interpolatePrompts: { frames: 2 }, interpolateNoises: { frames: 2 }, outpaint: { right: 4 } };
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
  'figment/diffusion': { config: { image, condition: 'text', network, prompt }, data: captioned, tokenizer: captions, options: Object.fromEntries(paintings.map((task) => [task, { ...few, ...quick[task] }])) },
  'figment/latent-diffusion': {
    config: { image, latent: { size: 4, channels: 1 }, condition: 'text', network: { kind: 'mlp', width: 16, depth: 1 }, prompt }, data: captioned, tokenizer: captions, parts: { autoencoder: halving },
    options: Object.fromEntries(paintings.map((task) => [task, { ...few, ...quick[task] }])),
  },
  'figment/text-to-image': {
    config: { image, tokens: 4 }, tokenizer: captions, parts: { autoencoder: halving, denoiser: { predict: (x: Tensor) => mul(x, 0.1) }, promptEncoder: { width: 1, encode: (ids: Tensor, mask: Tensor) => ({ states: ones([...ids.shape, 1]), pooled: ones([ids.shape[0], 1]), mask: mask.clone() }) } },
    options: Object.fromEntries(paintings.map((task) => [task, { ...few, ...quick[task] }])),
  },
  'figment/audio-diffusion': { config: { audio: { samples: 64 }, fold: 4, network: { ...network, channels: [8] } }, data: arrays({ audio: { data: Float32Array.from({ length: 4 * 64 }, (_, i) => Math.sin(i)), shape: [4, 64] } }, { kinds: { audio: 'audio' } }), options: { generate: few } },
  'figment/video-diffusion': { config: { video: { frames: 2, size: 4, channels: 1 }, network: { ...network, channels: [8] } }, options: { generate: few } },
  'figment/gan': {
    config: { image, latent: 6, condition: 'class', classes: 2, generator: { kind: 'style', channels: 4, styleSize: 6, mappingLayers: 2 }, discriminator: { channels: 4, spectralNorm: true }, augmentation: { kind: 'adaptive' }, pathLength: 2 },
    data: arrays({ image: { data: Float32Array.from({ length: 8 * 64 }, (_, i) => (i % 16) / 16), shape: [8, 8, 8, 1] }, label: [0, 1, 0, 1, 0, 1, 0, 1] }),
    inputs: { decode: () => ({ latent: ones([24]) }) }, options: { generate: { count: 2 }, interpolate: { frames: 2 }, mixStyles: { count: 1 }, project: few, edit: { ...few, frames: 2 } },
  },
  'figment/image-to-image': { config: { image, input: 'edges', generator: { channels: 4, levels: 2 }, discriminator: { channels: 4, strided: 1 } } },
  'figment/unpaired-image-to-image': { config: { image, generator: { channels: 4, levels: 2 }, discriminator: { channels: 4, strided: 1 } } },
  'figment/super-resolution': { config: { features: 4, growth: 2, denseBlocks: 1, adversarial: 0.1 }, options: { upscale: { tile: 16 } } },
  'figment/vae': { config: { image: { size: 8, channels: 1 }, latent: 4, channels: [8], prior: { components: 2 } } },
  'figment/vq-vae': { config: { image: { size: 8, channels: 1 }, latent: { channels: 4, downsample: 2 }, channels: [8], codebook: { size: 8, revival: { every: 10 } } } },
  'figment/kl-autoencoder': { config: { image: { size: 8, channels: 1 }, latentChannels: 2, blockChannels: [8, 8], normGroups: 4 } },
  'figment/vq-autoencoder': { config: { image: { size: 8, channels: 1 }, latentChannels: 2, codeChannels: 2, blockChannels: [8, 8], normGroups: 4, codebook: { size: 8, revival: { every: 10 } } } },
};
