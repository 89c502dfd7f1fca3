import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { FigmentError, isFigmentError } from '@figment/core';
import { inspectCheckpoint, openModel } from '@figment/core/checkpoint';
import type { Tokenizer } from '@figment/core/interfaces';
import { type AnyModelDefinition, parseSchema, type Schema, type TaskSpec } from '@figment/core/plugin';
import type { Sampling, SamplingStep } from '@figment/core/sampling';

import { readConfigFile } from '../options/config-file.ts';
import { findModel } from '../plugins/plugins.ts';
import { orNearest } from './nothing-there.ts';

/** An opened model of any kind. */
export interface AnyModel {
  readonly definition: AnyModelDefinition;
  readonly config: unknown;
  readonly tokenizer?: Tokenizer | undefined;
  readonly tasks: Readonly<Record<string, { readonly unavailable: string | undefined; readonly defaults: object; sample(input: object, options: object): Sampling<SamplingStep<unknown>, unknown> }>>;
  dispose(): void;
}

/** A model in files, of which the weights are not read yet. */
export interface LocatedModel {
  readonly location: string;
  readonly definition: AnyModelDefinition;
  readonly config: unknown;
  /** What a checkpoint tells of its making. */
  readonly provenance: Readonly<Record<string, unknown>> | undefined;
  /** Reads the weights. The model is the caller's; `parts` are models that it works with, and stay the caller's. */
  open(tokenizer?: Tokenizer, parts?: Readonly<Record<string, unknown>>): Promise<AnyModel>;
}

/**
 * The model at a path: a checkpoint of ours, a folder of Hugging Face's, an upscaler as TensorFlow.js saved it, or a GGUF file.
 *
 * @throws FigmentError and TokenizerError: whatever is wrong with the files
 */
export async function locateModel(path: string, plugins: readonly string[] | undefined): Promise<LocatedModel> {
  if (path.toLowerCase().endsWith('.gguf')) return await ggufAt(path, plugins);
  if (!(await isFile(join(path, 'figment.json')))) {
    if (await isFile(join(path, 'config.json'))) return await huggingFaceAt(path, plugins);
    if (await isFile(join(path, 'model.json'))) return await upscalerAt(path, plugins);
    const scales = await listed(join(path, 'models'), /^x\d+$/);
    if (scales.length > 0) throw new FigmentError('FILE_NOT_FOUND', `${path} holds several upscalers: say which, ${scales.map((scale) => join(path, 'models', scale)).join(' or ')}.`);
  }
  const { location, manifest } = await inspectCheckpoint(path).catch(async (error: unknown) => { throw await orNearest(error, path); });
  const { definition, registry } = await findModel(manifest.model, plugins);
  const also = { also: registry.list('models'), contributions: registry.contributions() };
  return { location, definition, config: manifest.config, provenance: manifest.provenance, open: async (tokenizer, parts) => asAny(await fitting(openModel(path, definition, { tokenizer, parts, ...also }), tokenizer, location)) };
}

async function huggingFaceAt(path: string, plugins: readonly string[] | undefined): Promise<LocatedModel> {
  const { openHuggingFace, readHuggingFaceConfig } = await import('@figment/transformer/huggingface');
  const { definition: id, config } = readHuggingFaceConfig(await readConfigFile(join(path, 'config.json')));
  const { definition } = await findModel(id, plugins);
  return { location: path, definition, config: withDefaults(definition, config), provenance: undefined, open: async (tokenizer) => asAny(await openHuggingFace(path, definition, { tokenizer })) };
}

async function upscalerAt(path: string, plugins: readonly string[] | undefined): Promise<LocatedModel> {
  const { openEsrgan, readEsrganConfig } = await import('@figment/gan/esrgan');
  const { definition } = await findModel('figment/super-resolution', plugins);
  return { location: path, definition, config: await readEsrganConfig(path), provenance: undefined, open: async () => asAny(await openEsrgan(path)) };
}

async function ggufAt(path: string, plugins: readonly string[] | undefined): Promise<LocatedModel> {
  if (!(await isFile(path))) throw new FigmentError('FILE_NOT_FOUND', `no file that can be read is at ${path}.`);
  const { openGguf } = await import('@figment/transformer/gguf');
  const { definition } = await findModel('figment/transformer', plugins);
  return { location: path, definition, config: withDefaults(definition, {}), provenance: undefined, open: async (tokenizer) => asAny(await openGguf(path, definition, { tokenizer })) };
}

/** A task that a located model can do. @throws FigmentError `TASK_UNKNOWN`, `TASK_UNAVAILABLE` */
export function taskOf({ location, definition, config }: LocatedModel, name: string, advice: string): TaskSpec {
  const tasks = definition.tasks as Readonly<Record<string, TaskSpec>>;
  const reasons = (definition.unavailable?.(config) ?? {}) as Readonly<Record<string, string>>;
  const [task, reason] = [tasks[name], reasons[name]];
  const can = Object.keys(tasks).filter((one) => reasons[one] === undefined).join(', ');
  if (task === undefined) throw new FigmentError('TASK_UNKNOWN', `${location} holds a ${definition.id} (${definition.title}), which can't ${name}: it can ${can}. ${advice}`);
  if (reason !== undefined) throw new FigmentError('TASK_UNAVAILABLE', `${location} can't ${name}: ${reason}`);
  return task;
}

/** Weights of another shape than a tokenizer asks for are told as what they are: those of another tokenizer. */
async function fitting<T>(opening: Promise<T>, tokenizer: Tokenizer | undefined, location: string): Promise<T> {
  return await opening.catch((cause: unknown) => {
    if (tokenizer === undefined || !isFigmentError(cause, 'CHECKPOINT_MISMATCH')) throw cause;
    throw new FigmentError('TOKENIZER_MISMATCH', `--tokenizer must be the one that ${location} was trained with, got another, of ${tokenizer.vocabularySize} tokens: leave it out where the model has its own. (${cause.message})`, { cause });
  });
}

function withDefaults(definition: AnyModelDefinition, config: unknown): unknown {
  return parseSchema(definition.config as Schema, config, 'config', 'CONFIG_INVALID');
}

function asAny(model: unknown): AnyModel {
  return model as AnyModel;
}

async function listed(folder: string, pattern: RegExp): Promise<readonly string[]> {
  return (await readdir(folder).catch(() => [])).filter((name) => pattern.test(name)).sort();
}

async function isFile(path: string): Promise<boolean> {
  return await stat(path).then((found) => found.isFile(), () => false);
}
