import { type CheckpointPath, type SafetensorsInput, storeAt, writeSafetensors } from '@figment/core/checkpoint';
import { lengths, type LowRank } from '@figment/core/nn';
import { concat, dispose, download, mul, tidy, transpose, zeros } from '@figment/core/ops';
import type { Tensor } from '@figment/core';

import type { SavedTransformer } from '../../huggingface/save.ts';
import { pack } from '../../huggingface/weights/packed.ts';
import { networkIn } from '../attach.ts';
import { endingsOf } from '../endings.ts';
import { type AdapterHandle, handleOf } from '../handle.ts';
import { invalidAdapter } from '../invalid-adapter.ts';
import { type ForeignLayer, foreignLayers } from './layers.ts';

/** Options of {@link writePeftAdapter}. */
export interface WritePeftOptions {
  /** The name or the folder of the model below it, for those who open it. */
  readonly baseModel?: string | undefined;
}

/**
 * Saves the adapter of a model as PEFT opens it on the same model of transformers, with the same logits: `adapter_config.json` and
 * `adapter_model.safetensors`. Where several layers of ours are one there and don't share their first matrix, the one there has the ranks
 * of all together.
 *
 * @throws FigmentError `ADAPTER_INVALID` for a model that has none
 * @throws FigmentError `ARCHITECTURE_UNSUPPORTED` for a model that transformers does not have
 * @throws FigmentError `STORAGE_FULL`, `STORAGE_FAILED`, `STORAGE_READ_ONLY`, `OPTIONS_INVALID`
 */
export async function writePeftAdapter(model: SavedTransformer, to: CheckpointPath, { baseModel }: WritePeftOptions = {}): Promise<void> {
  const handle = handleOf(networkIn(model));
  if (handle === undefined) throw invalidAdapter('The model has no adapter to write');
  const store = storeAt(to);
  const { settings } = handle;
  const { family, prefix, layers } = foreignLayers(model);
  const nameOf = (theirs: string): string => (prefix === '' ? theirs.slice(family.prefix?.length ?? 0) : theirs);
  const adapted = [...layers].flatMap(([theirs, layer]) => (layer.ours.some(({ name }) => handle.layers.has(name)) ? [{ name: nameOf(theirs), ...layer }] : []));
  const shapes = adapted.map((layer) => ({ ...layer, ...sizesOf(handle, layer) }));
  const differing = (of: 'rank' | 'alpha', usual: number): Record<string, number> =>
    Object.fromEntries(shapes.filter((layer) => Math.abs(layer[of] - usual) > 1e-9 * usual).map((layer) => [layer.name, layer[of]]));
  const inputs = shapes.flatMap((layer) => inputsOf(handle, layer));
  await store.write('adapter_model.safetensors', writeSafetensors(inputs, { format: 'pt' }));
  const config = {
    alpha_pattern: differing('alpha', settings.alpha),
    base_model_name_or_path: baseModel ?? null,
    bias: 'none',
    fan_in_fan_out: family.untransposed !== undefined,
    inference_mode: true,
    init_lora_weights: true,
    lora_alpha: settings.alpha,
    lora_dropout: settings.dropout,
    modules_to_save: null,
    peft_type: 'LORA',
    r: settings.rank,
    rank_pattern: differing('rank', settings.rank),
    target_modules: endingsOf(new Set(adapted.map(({ name }) => name)), [...layers.keys()].map(nameOf)),
    task_type: taskTypes[model.definition.id] ?? null,
    use_dora: settings.kind === 'dora',
    use_rslora: settings.rankStabilized,
  };
  // Last, so that a folder that has it is complete.
  await store.write('adapter_config.json', [new TextEncoder().encode(`${JSON.stringify(config, null, 2)}\n`)]);
}

const taskTypes: Readonly<Record<string, string>> = { 'figment/transformer': 'CAUSAL_LM', 'figment/sequence-to-sequence': 'SEQ_2_SEQ_LM', 'figment/text-encoder': 'FEATURE_EXTRACTION' };

interface Sizes {
  readonly rank: number;
  readonly alpha: number;
  /** What the product there is multiplied with. */
  readonly scale: number;
}

/** Those that have an adapter, among the parts of a layer there, and whether one first matrix serves them all. */
function adaptersOf(handle: AdapterHandle, { ours }: ForeignLayer): { adapters: (LowRank | undefined)[]; isShared: boolean } {
  const adapters = ours.map(({ name }) => handle.layers.get(name)?.adapter);
  const present = adapters.filter((adapter) => adapter !== undefined);
  return { adapters, isShared: present.every(({ a, scale }) => a === present[0]!.a && scale === present[0]!.scale) };
}

function sizesOf(handle: AdapterHandle, layer: ForeignLayer): Sizes {
  const { adapters, isShared } = adaptersOf(handle, layer);
  const present = adapters.filter((adapter) => adapter !== undefined);
  const ranks = present.map(({ a }) => a.shape[1]!);
  const rank = isShared ? ranks[0]! : ranks.reduce((sum, each) => sum + each, 0);
  const { scale } = present[0]!;
  return { rank, scale, alpha: scale * (handle.settings.rankStabilized ? Math.sqrt(rank) : rank) };
}

function inputsOf(handle: AdapterHandle, layer: ForeignLayer & Sizes & { readonly name: string }): SafetensorsInput[] {
  const { ours, turns, rank, scale } = layer;
  const { adapters, isShared } = adaptersOf(handle, layer);
  const outputs = ours.reduce((sum, { layer: { weight } }) => sum + weight.shape[1]!, 0);
  const wide = (parts: readonly Tensor[], shape: readonly number[]): Tensor => pack(parts, { isTransposed: true, parts: parts.length, turns, shape });
  const firsts = adapters.flatMap((adapter) => (adapter === undefined ? [] : [adapter.a]));
  const a = (): Tensor => transpose(isShared ? firsts[0]! : concat(firsts, 1)); // [in, rank] -> [rank, in]
  const b = (): Tensor => {
    let before = 0;
    return wide(ours.map(({ layer: { weight } }, i) => {
      const adapter = adapters[i];
      const out = weight.shape[1]!;
      if (adapter === undefined) return zeros([rank, out]);
      const rows = isShared ? adapter.b : padded(mul(adapter.b, adapter.scale / scale), before, rank);
      before += adapter.b.shape[0];
      return rows;
    }), [outputs, rank]);
  };
  const magnitude = (): Tensor => wide(ours.map(({ layer: { weight } }, i) => adapters[i]?.magnitude ?? lengths(weight)), [outputs]);
  const input = (part: string, shape: readonly number[], make: () => Tensor): SafetensorsInput => ({ name: `base_model.model.${layer.name}.${part}`, dtype: 'F32', shape, read: async () => dataOf(tidy(make)) });
  return [
    input('lora_A.weight', [rank, firsts[0]!.shape[0]], a),
    input('lora_B.weight', [outputs, rank], b),
    ...(handle.settings.kind === 'dora' ? [input('lora_magnitude_vector', [outputs], magnitude)] : []),
  ];
}

/** b in rows `before` and on of [rank, out], zeros around. */
function padded(b: Tensor, before: number, rank: number): Tensor {
  const [own, out] = b.shape as [number, number];
  return concat([zeros([before, out]), b, zeros([rank - before - own, out])].filter(({ size }) => size > 0), 0);
}

async function dataOf(tensor: Tensor): Promise<Float32Array> {
  try {
    return (await download(tensor)).data as Float32Array;
  } finally {
    dispose(tensor);
  }
}
