import { FigmentError } from '@figment/core';
import { type CheckpointPath, type CheckpointStore, storeAt } from '@figment/core/checkpoint';
import { readJsonFile, storeWithin } from '@figment/core/interchange';
import type { LatentAutoencoder, PromptEncoder, Tokenizer } from '@figment/core/interfaces';
import type { Module } from '@figment/core/nn';

import type { UNet2d } from '../../denoisers/unet/unet2d.ts';
import type { LatentPipeline } from '../../latent/pipeline.ts';
import { fromDiffusersScheduler } from '../scheduler.ts';
import { openUNet } from '../unet.ts';
import { checkModelIndex } from './model-index.ts';
import { promptIds, tellPrompts } from './prompts.ts';

/** A model that another package opened. */
export interface OpenedPart {
  readonly modules: Readonly<Record<string, Module>>;
  /** Frees it. */
  dispose(): void;
}

/** What opens the parts that this package has no classes for; each is handed its folder, or its files by their names. */
export interface PipelineOpeners {
  /** `openAutoencoderKl` of @figment/vae/diffusers. */
  readonly autoencoder: (folder: CheckpointStore) => Promise<OpenedPart>;
  /** `(folder) => openHuggingFace(folder, textEncoder, { tokenizer: false })` of @figment/transformer. */
  readonly textEncoder: (folder: CheckpointStore) => Promise<OpenedPart>;
  /** `openTokenizer` of @figment/tokenizer. */
  readonly tokenizer: (files: Readonly<Record<string, Blob>>) => Promise<Tokenizer>;
}

/** A pipeline of diffusers, opened. */
export interface DiffusersPipeline extends LatentPipeline {
  readonly denoiser: UNet2d;
  readonly promptEncoder: PromptEncoder;
  readonly tokenizer: Tokenizer;
  /** Prompts as the text encoder reads them, one row after the other. */
  idsOf(prompts: readonly string[]): Int32Array;
  /** Frees its parts. */
  dispose(): void;
}

/**
 * Opens a folder of a whole pipeline of diffusers: `model_index.json`, and below it `unet`, `vae`, `text_encoder`, `tokenizer` and `scheduler`.
 * It is run by `textToImage`, `imageToImage` and `inpaint`, and belongs to the caller.
 *
 * @throws FigmentError `FILE_NOT_FOUND`, `CONFIG_INVALID`, `ARCHITECTURE_UNSUPPORTED`, `SAFETENSORS_INVALID`, `CHECKPOINT_MISMATCH`
 */
export async function openPipeline(folder: CheckpointPath, { open }: { readonly open: PipelineOpeners }): Promise<DiffusersPipeline> {
  const store = storeAt(folder);
  checkModelIndex(await required(store, 'model_index.json'));
  const { scheduler, options, prediction, process } = fromDiffusersScheduler(await required(store, 'scheduler/scheduler_config.json'));
  const { tokens, padding, tokenizer } = await openReader(storeWithin(store, 'tokenizer'), open);
  const opened: { dispose(): void }[] = [];
  const keep = async <T extends { dispose(): void }>(part: Promise<T>): Promise<T> => {
    const one = await part;
    opened.push(one);
    return one;
  };
  const dispose = (): void => { for (const part of opened) part.dispose(); };
  try {
    const promptEncoder = partOf(await keep(open.textEncoder(storeWithin(store, 'text_encoder'))), 'textEncoder', ['encode', 'width', 'module']) as PromptEncoder;
    const autoencoder = partOf(await keep(open.autoencoder(storeWithin(store, 'vae'))), 'autoencoder', ['encode', 'decode', 'latentShape']) as LatentAutoencoder;
    const denoiser = await keep(openUNet(storeWithin(store, 'unet')));
    requireFit(denoiser, promptEncoder, autoencoder);
    const reading = { tokenizer, encoder: promptEncoder, tokens, padding };
    return {
      denoiser, promptEncoder, autoencoder, tokenizer, process, prediction, dispose,
      inputChannels: denoiser.options.channels,
      plan: (steps) => scheduler.build({ process, prediction, steps }, options),
      idsOf: (prompts) => promptIds(reading, prompts).ids,
      tell: (prompts) => tellPrompts(reading, prompts),
    };
  } catch (error) {
    dispose();
    throw error;
  }
}

/** Of CLIP, where the files of a tokenizer don't say how long a prompt may be. */
const CLIP_TOKENS = 77;
const tokenizerFiles = ['tokenizer.json', 'tokenizer_config.json', 'special_tokens_map.json', 'added_tokens.json', 'vocab.json', 'merges.txt'];

async function openReader(store: CheckpointStore, open: PipelineOpeners): Promise<{ tokenizer: Tokenizer; tokens: number; padding: number | undefined }> {
  const files: Record<string, Blob> = {};
  for (const name of tokenizerFiles) {
    const file = await store.read(name);
    if (file !== undefined) files[name] = new Blob([await file.arrayBuffer()]);
  }
  const config = (await readJsonFile(store, 'tokenizer_config.json') ?? {}) as { readonly model_max_length?: number; readonly pad_token?: string | { readonly content: string } };
  const tokenizer = await open.tokenizer(files);
  const { model_max_length: tokens = CLIP_TOKENS, pad_token: token } = config;
  const known = tokenizer as Tokenizer & { id?(token: string): number | undefined };
  const padding = token === undefined ? undefined : known.id?.(typeof token === 'string' ? token : token.content);
  // transformers writes 1e30 for "as long as you like".
  return { tokenizer, tokens: tokens > 65_536 ? CLIP_TOKENS : tokens, padding };
}

/** The module that has what core's interface asks for. */
function partOf({ modules }: OpenedPart, what: keyof PipelineOpeners, members: readonly string[]): unknown {
  const found = Object.values(modules).find((module) => members.every((member) => member in module));
  if (found === undefined) throw new FigmentError('INPUT_INVALID', `open.${what} must give a model of which a module has ${members.join(', ')}, got a model with the modules ${Object.keys(modules).join(', ')}.`);
  return found;
}

/** @throws FigmentError `CHECKPOINT_MISMATCH` */
function requireFit({ options: { channels, outChannels = channels, contextWidth, statesWidth = contextWidth } }: UNet2d, { width }: PromptEncoder, { latentShape: [, , latents] }: LatentAutoencoder): void {
  if (statesWidth !== width) throw new FigmentError('CHECKPOINT_MISMATCH', `the U-Net reads states of width ${statesWidth}, the text encoder makes them ${width} wide.`);
  if (outChannels !== latents || ![latents, 2 * latents + 1].includes(channels)) {
    throw new FigmentError('CHECKPOINT_MISMATCH', `the U-Net must see ${latents} channels, or ${2 * latents + 1} for inpainting, and say ${latents}, as the autoencoder's latents have, got ${channels} and ${outChannels}.`);
  }
}

async function required(store: CheckpointStore, name: string): Promise<unknown> {
  const json = await readJsonFile(store, name);
  if (json === undefined) throw new FigmentError('FILE_NOT_FOUND', `${store.location} must have ${name}, as diffusers saves it; there is none.`);
  return json;
}
