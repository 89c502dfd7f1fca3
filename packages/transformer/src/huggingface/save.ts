import { type CheckpointPath, type SafetensorsInput, storeAt, writeSafetensors } from '@figment/core/checkpoint';
import type { Tokenizer } from '@figment/core/interfaces';
import type { AnyModelDefinition } from '@figment/core/plugin';
import type { Module } from '@figment/core/nn';
import { clone, dispose, download, tidy } from '@figment/core/ops';
import { FigmentError, type Tensor } from '@figment/core';

import type { TransformerConfig } from '../config/transformer.ts';
import { configOfModel } from './config/config-of-model.ts';
import type { Json } from './config/field.ts';
import { writeGeneration } from './config/generation.ts';
import { shardsOf } from './files/shards.ts';
import { networkOf } from './network-of.ts';
import { sentenceModules } from './sentence-transformers.ts';
import { pack } from './weights/packed.ts';
import { mapWeights } from './weights/weight-map.ts';

/** What of a model is saved. */
export interface SavedTransformer {
  readonly definition: AnyModelDefinition;
  readonly config: unknown;
  readonly modules: Readonly<Record<string, Module>>;
  readonly tokenizer?: Tokenizer | undefined;
}

/** Options of {@link saveHuggingFace}. */
export interface SaveHuggingFaceOptions {
  /** How floats are stored ('float32'); half the size as float16. */
  readonly dtype?: 'float32' | 'float16' | undefined;
  /** Weights go into several files where one would be larger (5 GB). */
  readonly shardBytes?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Saves a model as Hugging Face's transformers opens it, with the same logits: `config.json`, `model.safetensors` or its parts with their
 * index, the files of its tokenizer, if that is one of @figment/tokenizer, and `generation_config.json`; embedding models also as
 * sentence-transformers opens them.
 *
 * @throws FigmentError `ARCHITECTURE_UNSUPPORTED` where transformers has no such model, or adapters are not merged
 * @throws FigmentError `INPUT_INVALID` for a model of another kind, and weights that float16 can't hold
 * @throws FigmentError `OPTIONS_INVALID`, `STORAGE_FULL`, `STORAGE_FAILED`, `STORAGE_READ_ONLY`
 */
export async function saveHuggingFace(model: SavedTransformer, to: CheckpointPath, { dtype = 'float32', shardBytes = 5e9, signal }: SaveHuggingFaceOptions = {}): Promise<void> {
  if (!['float32', 'float16'].includes(dtype)) throw new FigmentError('OPTIONS_INVALID', `dtype must be 'float32' or 'float16', got ${JSON.stringify(dtype)}.`);
  const store = storeAt(to);
  const { definition } = model;
  const config = model.config as TransformerConfig & Partial<Parameters<typeof sentenceModules>[0]> & { readonly generation?: Json };
  const network = networkOf(model);
  const { architecture } = network;
  const parameters = [...network.namedParameters()];
  const { family, json, isBase } = configOfModel(model, architecture, parameters);
  // References, not copies: what trains on while this is written makes new tensors.
  const held: Tensor[] = [];
  const snapshots = parameters.map(([name, parameter]) => {
    const value = clone(parameter as Tensor);
    held.push(value);
    return [name, value] as const;
  });
  try {
    const inputs = [...mapWeights(family, architecture, snapshots)].map(([name, { ours, ...packing }]): SafetensorsInput => ({
      name: isBase ? name.slice(family.prefix?.length) : name,
      dtype: dtype === 'float16' ? 'F16' : 'F32',
      shape: packing.shape,
      async read() {
        signal?.throwIfAborted();
        const packed = tidy(() => pack(ours, packing));
        const { data } = await download(packed);
        dispose(packed);
        return data;
      },
    }));
    const shards = shardsOf(inputs, shardBytes);
    for (const [name, tensors] of shards.files) await store.write(name, writeSafetensors(tensors, { format: 'pt' }));
    const ids = Object.fromEntries(Object.entries(json).filter(([name]) => name.endsWith('_token_id')));
    const texts: Record<string, unknown> = {
      ...(shards.index !== undefined && { 'model.safetensors.index.json': shards.index }),
      ...(definition.id === 'figment/text-encoder' ? isBase && sentenceModules({ pooling: 'mean', normalize: true, ...config, width: architecture.encoder!.width }) : { 'generation_config.json': writeGeneration(config.generation ?? {}, ids) }),
      ...(await tokenizerFilesOf(model.tokenizer)),
      // Last, so that a folder that has it is complete.
      'config.json': { ...json, dtype, torch_dtype: dtype },
    };
    for (const [name, content] of Object.entries(texts)) await store.write(name, [bytesOf(content)]);
    // Of a model that was there before.
    await store.remove(shards.index === undefined ? 'model.safetensors.index.json' : 'model.safetensors');
  } finally {
    dispose(held);
  }
}

/** Of a tokenizer of @figment/tokenizer; others bring their own. */
async function tokenizerFilesOf(tokenizer: Tokenizer | undefined): Promise<Readonly<Record<string, string | Uint8Array>>> {
  if (tokenizer === undefined || !('toJSON' in tokenizer)) return {};
  const { tokenizerFiles } = await import('@figment/tokenizer');
  return await tokenizerFiles(tokenizer as unknown as Parameters<typeof tokenizerFiles>[0]);
}

/** Python tells 5.0 from 5, and its configs and generation refuse the one for the other. */
const floats = /"(\w*(?:softcapping|coef|theta|base|pct|factor|freq|temperature|top_p|min_p|penalty))": (\d+)(?=[,\n])/g;

function bytesOf(content: unknown): Uint8Array<ArrayBuffer> {
  if (content instanceof Uint8Array) return content as Uint8Array<ArrayBuffer>;
  return new TextEncoder().encode(typeof content === 'string' ? content : `${JSON.stringify(content, null, 2).replace(floats, '"$1": $2.0')}\n`);
}
