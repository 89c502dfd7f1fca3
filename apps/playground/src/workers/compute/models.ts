import { inspectCheckpoint, openModel } from '@figment/core/checkpoint';
import type { AnyModelDefinition, Model } from '@figment/core/plugin';

import type { LoadProgress, OpenedModel } from '../protocol/index.ts';
import { registry, tasksOf } from './catalogue.ts';
import { checkpointAt } from './places.ts';
import { dataOf } from './shelf.ts';
import { counting } from './transfers.ts';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- existential, as AnyModelDefinition is
export type AnyModel = Model<any, any, any, any>;

interface Held {
  readonly model: AnyModel;
  readonly description: OpenedModel;
  readonly generation: number;
}

const held = new Map<string, Held>();
/** Models that stay open; the one that was used longest ago goes first. */
const most = 2;
let queue: Promise<unknown> = Promise.resolve();

/** Opens a model, or hands out the one that is open unless its checkpoint has changed meanwhile. */
export async function open(source: string, onProgress: (progress: LoadProgress) => void): Promise<OpenedModel> {
  return (await hold(source, onProgress)).description;
}

/** One at a time: two that open the same thing at once would load it twice. */
export function hold(source: string, onProgress: (progress: LoadProgress) => void = () => undefined): Promise<Held> {
  const opening = queue.then(() => opened(source, onProgress));
  queue = opening.catch(() => undefined);
  return opening;
}

async function opened(source: string, onProgress: (progress: LoadProgress) => void): Promise<Held> {
  const from = performance.now();
  const path = checkpointAt(source);
  const { manifest, files } = await inspectCheckpoint(path);
  const before = held.get(source);
  if (before !== undefined && before.generation === manifest.generation) {
    held.delete(source);
    held.set(source, before);
    return before;
  }
  const definition = registry.model(manifest.model);
  const bytes = files.find(({ name }) => name === 'model.safetensors')?.bytes;
  const model: AnyModel = await counting(source, bytes, onProgress, () => openModel(path, definition, { also: registry.list('models'), contributions: registry.contributions() }));
  before?.model.dispose();
  const description: OpenedModel = {
    source, definition: definition.id, title: definition.title, parameters: parametersOf(model), step: manifest.step, config: model.config, vocabulary: model.tokenizer?.vocabularySize, data: dataOf(manifest.provenance),
    tasks: tasksOf(definition, { ...knownOf(definition, model.config), choices: await model.choices?.() }), openedInMs: performance.now() - from,
  };
  const entry = { model, description, generation: manifest.generation };
  held.delete(source);
  held.set(source, entry);
  for (const [other, { model: old }] of held) {
    if (held.size <= most) break;
    held.delete(other);
    old.dispose();
  }
  return entry;
}

/** Numbers that training moves; what is fitted afterwards does not count. */
export function parametersOf({ modules }: AnyModel): number {
  let count = 0;
  for (const module of Object.values(modules)) for (const [, parameter] of module.namedParameters()) count += parameter.size;
  return count;
}

/** What a config tells of a model before it is made. */
function knownOf(definition: AnyModelDefinition, config: unknown): Parameters<typeof tasksOf>[1] {
  return { shapes: definition.shapes?.(config) ?? {}, unavailable: definition.unavailable?.(config) ?? {}, defaults: definition.defaults?.(config) ?? {} };
}

/** Frees all models: their backend is about to go. */
export async function closeAll(): Promise<void> {
  await queue;
  for (const { model } of held.values()) model.dispose();
  held.clear();
}

export async function close(source: string): Promise<void> {
  await queue;
  held.get(source)?.model.dispose();
  held.delete(source);
}

