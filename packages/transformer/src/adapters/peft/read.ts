import { linearLayers } from '@figment/core/nn';
import { tidy, transpose, upload } from '@figment/core/ops';
import { refreshHostCopy } from '@figment/core/plugin';
import { key } from '@figment/core/random';
import { filesOf } from '@figment/core/interchange';
import { FigmentError, type HostArray, type Tensor } from '@figment/core';

import { type HuggingFaceSource, readJson } from '../../huggingface/files/source.ts';
import type { SavedTransformer } from '../../huggingface/save.ts';
import { unpack } from '../../huggingface/weights/packed.ts';
import { attachAdapter } from '../attach.ts';
import { endingOf, endingsOf } from '../endings.ts';
import { openWeights } from '../files.ts';
import type { AdapterHandle } from '../handle.ts';
import { invalidAdapter, listed } from '../invalid-adapter.ts';
import type { AdapterSettings } from '../settings.ts';
import { isTargeted, parsePeftConfig, type PeftConfig, valueFor } from './config.ts';
import { type ForeignLayer, type ForeignLayers, foreignLayers } from './layers.ts';

/** What files hold of a layer: [rank, in], [out, rank], [out]. */
type Part = 'lora_A' | 'lora_B' | 'lora_magnitude_vector';

/** A layer of theirs with an adapter. */
interface Found extends ForeignLayer {
  readonly theirs: string;
  readonly rank: number;
  readonly alpha: number;
  /** Names of the tensors. */
  readonly parts: Readonly<Partial<Record<Part, string>>>;
}

/**
 * Puts an adapter that PEFT saved onto a model, which is one that transformers has: `adapter_config.json` and
 * `adapter_model.safetensors`, LoRA or DoRA of linear layers. Where a layer there is several of ours, they share their first matrix.
 *
 * @param source a folder in Node, an address, the files that a page was given, or files by their names
 * @throws FigmentError `FILE_NOT_FOUND`, `CONFIG_INVALID`, `SAFETENSORS_INVALID`
 * @throws FigmentError `ADAPTER_INVALID` listing what does not fit the model, or is not supported
 * @throws FigmentError `ARCHITECTURE_UNSUPPORTED` for a model that transformers does not have
 */
export async function readPeftAdapter(model: SavedTransformer, source: HuggingFaceSource): Promise<AdapterHandle> {
  const files = filesOf(source);
  const json = await readJson(files, 'adapter_config.json');
  if (json === undefined) throw new FigmentError('FILE_NOT_FOUND', `${files.location} must have adapter_config.json, as PEFT saves it; there is none.`);
  const config = parsePeftConfig(json, `${files.location}/adapter_config.json`);
  const weights = await openWeights(files, 'adapter_model.safetensors');
  const foreign = foreignLayers(model);
  const found = findLayers(foreign, config, [...weights.tensors].map(([name, { shape }]) => [name, shape]), files.location);
  const handle = attachAdapter(model, settingsOf(found, config, [...linearLayers(model.modules['network']!)].map(({ name }) => name)), { key: key(0) });
  try {
    for (const layer of found) {
      const read = async (part: Part): Promise<HostArray | undefined> => (layer.parts[part] === undefined ? undefined : await weights.read(layer.parts[part]));
      assign(handle, layer, await read('lora_A'), await read('lora_B'), await read('lora_magnitude_vector'));
    }
    await refreshHostCopy(model);
  } catch (error) {
    handle.detach();
    throw error;
  }
  return handle;
}

function findLayers({ prefix, layers }: ForeignLayers, config: PeftConfig, tensors: readonly (readonly [string, readonly number[]])[], location: string): Found[] {
  const parts = new Map<string, Partial<Record<Part, readonly [name: string, shape: readonly number[]]>>>();
  const unfit: string[] = [];
  for (const [name, shape] of tensors) {
    const [, given = '', part = ''] = /^(?:base_model\.model\.)?(.+?)\.(lora_A|lora_B|lora_magnitude_vector)(?:\.default)?(?:\.weight)?$/.exec(name) ?? [];
    const theirs = [given, prefix + given, given.startsWith(prefix) ? given.slice(prefix.length) : given].find((each) => layers.has(each));
    if (theirs === undefined) unfit.push(`${name} has no place`);
    else parts.set(theirs, { ...parts.get(theirs), [part]: [name, shape] });
  }
  const found: Found[] = [];
  for (const [theirs, layer] of layers) {
    const given = parts.get(theirs);
    const short = theirs.startsWith(prefix) ? theirs.slice(prefix.length) : theirs;
    if (given === undefined) {
      if (isTargeted(theirs, config)) unfit.push(`${theirs} is a target and has no weights`);
      continue;
    }
    if (config.target_modules !== undefined && ![theirs, short].some((name) => isTargeted(name, config))) unfit.push(`${theirs} has weights and is no target`);
    const rank = valueFor(theirs, config.rank_pattern, config.r);
    const [inputs, outputs] = [layer.ours[0]!.layer.weight.shape[0], layer.ours.reduce((sum, { layer: { weight } }) => sum + weight.shape[1]!, 0)];
    const right = { lora_A: [rank, inputs], lora_B: [outputs, rank], ...(config.use_dora && { lora_magnitude_vector: [outputs] }) };
    for (const [part, shape] of Object.entries(right) as [Part, number[]][]) {
      const has = given[part]?.[1].filter((length, axis) => axis < shape.length || length !== 1);
      if (has?.join() !== shape.join()) unfit.push(`${theirs}.${part} must have shape [${shape.join(', ')}], ${has === undefined ? 'and is missing' : `got [${has.join(', ')}]`}`);
    }
    if (!config.use_dora && given.lora_magnitude_vector !== undefined) unfit.push(`${theirs} has a magnitude, and use_dora is false`);
    found.push({ ...layer, theirs, rank, alpha: valueFor(theirs, config.alpha_pattern, config.lora_alpha), parts: Object.fromEntries(Object.entries(given).map(([part, [name]]) => [part, name])) });
  }
  if (found.length === 0 && unfit.length === 0) unfit.push('it has no layers');
  if (unfit.length > 0) throw invalidAdapter(`${location} does not fit the model: ${listed(unfit)}`);
  return found;
}

function settingsOf(found: readonly Found[], config: PeftConfig, all: readonly string[]): AdapterSettings {
  const namesOf = (layers: readonly Found[]): string[] => endingsOf(new Set(layers.flatMap(({ ours }) => ours.map(({ name }) => name))), all);
  const differing = (of: 'rank' | 'alpha', usual: number): Record<string, number> => {
    const values = new Set(found.map((layer) => layer[of]).filter((value) => value !== usual));
    return Object.fromEntries([...values].flatMap((value) => namesOf(found.filter((layer) => layer[of] === value)).map((name) => [name, value])));
  };
  const packed = found.filter(({ ours }) => ours.length > 1).map(({ ours }) => ours.map(({ name }) => endingOf(name)));
  return {
    kind: config.use_dora ? 'dora' : 'lora',
    rank: config.r,
    alpha: config.lora_alpha,
    dropout: config.lora_dropout,
    rankStabilized: config.use_rslora,
    targets: namesOf(found),
    ranks: differing('rank', config.r),
    alphas: differing('alpha', config.lora_alpha),
    ...(packed.length > 0 && { shared: [...new Map(packed.map((set) => [set.join(), set])).values()] }),
  };
}

/** Fills the adapters of a layer. */
function assign(handle: AdapterHandle, { ours, turns }: Found, a: HostArray | undefined, b: HostArray | undefined, magnitude: HostArray | undefined): void {
  const packing = { isTransposed: true, parts: ours.length, turns, shape: [] };
  tidy(() => {
    const part = (array: HostArray | undefined, i: number, like: Tensor): Tensor => unpack(upload(array!, 'float32'), i, like.shape, packing);
    for (const [i, { name }] of ours.entries()) {
      const { adapter } = handle.layers.get(name)!;
      adapter.a.assign(transpose(upload(a!, 'float32'))); // [rank, in] -> [in, rank]
      adapter.b.assign(part(b, i, adapter.b));
      adapter.magnitude?.assign(part(magnitude, i, adapter.magnitude));
    }
  });
}
