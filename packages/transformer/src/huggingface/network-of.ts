import { FigmentError } from '@figment/core';
import type { Module } from '@figment/core/nn';

import type { Architecture } from '../architecture/architecture.ts';

/**
 * The network of one of our models, of which the architecture is known.
 *
 * @throws FigmentError `INPUT_INVALID` for a model of another kind
 */
export function networkOf({ modules }: { readonly modules: Readonly<Record<string, Module>> }): Module & { readonly architecture: Architecture } {
  const network = modules['network'];
  if (network === undefined || !('architecture' in network)) throw new FigmentError('INPUT_INVALID', `model must be of @figment/transformer, got one with the modules ${Object.keys(modules).join(', ')}.`);
  return network as Module & { readonly architecture: Architecture };
}
