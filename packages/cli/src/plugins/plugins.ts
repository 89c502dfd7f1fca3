import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

import { FigmentError, isFigmentError } from '@figment/core';
import { type AnyModelDefinition, createRegistry, loadPlugin, type Registry, type TokenizerDefinition } from '@figment/core/plugin';
import diffusion from '@figment/diffusion/plugin';
import gan from '@figment/gan/plugin';
import tokenizer from '@figment/tokenizer/plugin';
import transformer from '@figment/transformer/plugin';
import vae from '@figment/vae/plugin';

/** The plugins that come with this command. */
const ours = [vae, transformer, diffusion, gan, tokenizer];

/** All models of the plugins that come with this command, and of those named. */
export async function openRegistry(also: readonly string[] = []): Promise<Registry> {
  const registry = createRegistry(ours);
  for (const name of also) registry.register(await loadPlugin(await entryOf(name)));
  return registry;
}

/** A model's definition, and the plugin that has it. */
export interface FoundModel {
  readonly definition: AnyModelDefinition;
  readonly plugin: { readonly id: string; readonly version: string };
  /** Of all plugins: for the parts of composites, and what plugins bring for each other's models. */
  readonly registry: Registry;
}

/**
 * The model `id`: one of ours, or of the installed package that its id names (`acme/lstm` -> `@acme/lstm`).
 *
 * @throws FigmentError `MODEL_UNKNOWN`
 */
export async function findModel(id: string, also: readonly string[] = []): Promise<FoundModel> {
  const registry = await openRegistry(also);
  if (registry.find('models', id) !== undefined) return found(registry, id);
  try {
    registry.register(await loadPlugin(id));
  } catch (error) {
    if (!isFigmentError(error, 'PLUGIN_NOT_FOUND')) throw error;
    const ids = registry.list('models').map((model) => model.id);
    throw new FigmentError('MODEL_UNKNOWN', `no model is called "${id}": known are ${ids.join(', ')}, and ${error.message} Of a plugin that lies elsewhere say the folder: --plugin PATH.`, { cause: error });
  }
  return found(registry, id);
}

/**
 * The tokenizer `id`: one of ours, or of the installed package that its id names.
 *
 * @throws FigmentError `PLUGIN_NOT_FOUND`
 */
export async function findTokenizer(id: string, also: readonly string[] = []): Promise<TokenizerDefinition> {
  const registry = await openRegistry(also);
  if (registry.find('tokenizers', id) === undefined && !also.includes(id)) {
    const known = registry.list('tokenizers').map((one) => one.id).join(', ');
    registry.register(await loadPlugin(id).catch((cause: unknown) => {
      throw isFigmentError(cause, 'PLUGIN_NOT_FOUND') ? new FigmentError('PLUGIN_NOT_FOUND', `no tokenizer is called "${id}": known are ${known}, and ${cause.message}`, { cause }) : cause;
    }));
  }
  const definition = registry.find('tokenizers', id);
  if (definition === undefined) throw new FigmentError('PLUGIN_NOT_FOUND', `the plugin ${id} has no tokenizer of this id; there are ${registry.list('tokenizers').map((one) => one.id).join(', ')}.`);
  return definition;
}

function found(registry: Registry, id: string): FoundModel {
  const definition = registry.model(id);
  const owner = registry.plugins().find(({ models }) => models?.includes(definition) === true);
  return { definition, plugin: { id: owner?.id ?? id, version: owner?.version ?? '' }, registry };
}

/** A folder with a package in it, which need not be installed, is the `/plugin` entry of that; all else is what it says. */
async function entryOf(name: string): Promise<string> {
  const file = join(resolve(name), 'package.json');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return name;
  try {
    return createRequire(file).resolve(`${(JSON.parse(text) as { name: string }).name}/plugin`);
  } catch (cause) {
    throw new FigmentError('PLUGIN_NOT_FOUND', `no plugin in ${name}: its package.json must have a name and exports["./plugin"] with a "default". (${cause instanceof Error ? cause.message : String(cause)})`, { cause });
  }
}
