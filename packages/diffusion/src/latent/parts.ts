import { FigmentError } from '@figment/core';
import type { Denoiser, LatentAutoencoder, PromptEncoder, Tokenizer } from '@figment/core/interfaces';

import type { DiffusionNetwork } from '../network/diffusion-network.ts';
import type { LatentStatistics } from './latent-statistics.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A part, or the one module of a model that is one: what `openModel` gives a composite are models. */
function memberOf(part: unknown, fits: (value: Fields) => boolean): unknown {
  if (typeof part !== 'object' || part === null) return undefined;
  const { modules } = part as { readonly modules?: Fields };
  return [part, ...Object.values(modules ?? {})].find((value) => typeof value === 'object' && value !== null && fits(value as Fields));
}

const has = (value: Fields, ...methods: readonly string[]): boolean => methods.every((name) => typeof value[name] === 'function');

/** @throws FigmentError `CONFIG_INVALID` */
export function autoencoderOf(part: unknown): LatentAutoencoder {
  const found = memberOf(part, (value) => has(value, 'encode', 'decode') && Array.isArray(value['latentShape']) && value['latentShape'].length === 3);
  if (found === undefined) throw new FigmentError('CONFIG_INVALID', 'parts.autoencoder must be an autoencoder of latent pictures, or a model that has one, such as figment/kl-autoencoder.');
  return found as LatentAutoencoder;
}

/** @throws FigmentError `CONFIG_INVALID` */
export function promptEncoderOf(part: unknown): PromptEncoder {
  const found = memberOf(part, (value) => has(value, 'encode') && typeof value['width'] === 'number');
  if (found === undefined) throw new FigmentError('CONFIG_INVALID', 'parts.promptEncoder must be an encoder of prompts (encode(ids, mask) and width), or a model that has one.');
  return found as PromptEncoder;
}

/** A denoiser of this package with all that it was trained with, if the part is one. */
export function trainedDenoiserOf(part: unknown): { readonly network: DiffusionNetwork; readonly statistics: LatentStatistics | undefined; readonly tokenizer: Tokenizer | undefined; readonly config: Fields | undefined } | undefined {
  const network = memberOf(part, (value) => has(value, 'predict', 'ofPrompts', 'unconditional')) as DiffusionNetwork | undefined;
  if (network === undefined) return undefined;
  const { tokenizer, config } = part as { readonly tokenizer?: Tokenizer; readonly config?: Fields };
  return { network, statistics: memberOf(part, (value) => has(value, 'normalize', 'restore')) as LatentStatistics | undefined, tokenizer, config };
}

/** @throws FigmentError `CONFIG_INVALID` */
export function denoiserOf(part: unknown): Denoiser {
  const found = memberOf(part, (value) => has(value, 'predict'));
  if (found === undefined) throw new FigmentError('CONFIG_INVALID', 'parts.denoiser must be a denoiser (predict(x, time, condition)), or a model that has one, such as figment/latent-diffusion.');
  return found as Denoiser;
}
