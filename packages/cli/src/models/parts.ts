import { FigmentError, isFigmentError } from '@figment/core';
import type { AnyModelDefinition } from '@figment/core/plugin';
import { InvalidArgumentError } from 'commander';

import { type AnyModel, locateModel } from './locate-model.ts';

/** Where the parts of a model lie, by their names. */
export type PartSources = Readonly<Record<string, string>>;

/** `--part autoencoder=models/vae-emoji`, once for each part. */
export function partFlag(text: string, earlier: PartSources = {}): PartSources {
  const at = text.indexOf('=');
  if (at < 1 || at === text.length - 1) throw new InvalidArgumentError('It must be NAME=FOLDER, such as autoencoder=models/vae-emoji.');
  return { ...earlier, [text.slice(0, at)]: text.slice(at + 1) };
}

/** What `provenance.parts` of a checkpoint says, under what the command line says. */
export function partsOf(provenance: Readonly<Record<string, unknown>> | undefined, said: PartSources = {}): PartSources {
  const parts = Object.entries(provenance?.['parts'] ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return { ...Object.fromEntries(parts), ...said };
}

/** @throws FigmentError `OPTIONS_INVALID` for a part that a model can't learn without */
export function requireParts({ id, parts = {} }: Pick<AnyModelDefinition, 'id' | 'parts'>, given: PartSources): void {
  for (const [name, meaning] of Object.entries(parts)) {
    if (given[name] === undefined) throw new FigmentError('OPTIONS_INVALID', `${id} learns with a part "${name}", ${meaning}: add --part ${name}=FOLDER.`);
  }
}

/** Opened parts. */
export interface Parts {
  readonly models: Readonly<Record<string, AnyModel>>;
  dispose(): void;
}

/** Opens models that another one is made of. @throws FigmentError of the part's files */
export async function openParts(sources: PartSources, plugins: readonly string[] | undefined): Promise<Parts> {
  const models: Record<string, AnyModel> = {};
  const dispose = (): void => { for (const model of Object.values(models)) model.dispose(); };
  try {
    for (const [name, folder] of Object.entries(sources)) {
      const located = await locateModel(folder, plugins).catch((cause: unknown) => {
        throw isFigmentError(cause) ? new FigmentError(cause.code, `--part ${name}=${folder}: ${cause.message}`, { cause }) : cause;
      });
      models[name] = await located.open();
    }
    return { models, dispose };
  } catch (error) {
    dispose();
    throw error;
  }
}
