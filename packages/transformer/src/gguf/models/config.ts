import type { Json } from '../../huggingface/config/field.ts';
import type { Gguf } from '../read-gguf.ts';
import type { GgufArchitecture, SharedConfig } from './architectures.ts';
import type { GgufMetadata } from './metadata.ts';
import { scalingOfFactors } from './rope-factors.ts';

/** Sizes of a model, by our names. */
const sizes = {
  layers: 'block_count', width: 'embedding_length', heads: 'attention.head_count', keyValueHeads: 'attention.head_count_kv',
  headWidth: 'attention.key_length', hidden: 'feed_forward_length', context: 'context_length',
} as const;

/** Factors of rotary wavelengths, one for each frequency: how Llama 3's scaling is kept. */
const FACTORS = 'rope_freqs.weight';

/**
 * What a file says of its model, as a config of ours.
 *
 * @throws FigmentError `GGUF_INVALID`
 */
export async function readConfig(gguf: Gguf, metadata: GgufMetadata, { preset, config }: GgufArchitecture): Promise<Json> {
  const { tensors } = gguf;
  const [layers, width, heads] = [metadata.number(sizes.layers), metadata.number(sizes.width), metadata.number(sizes.heads)];
  if (metadata.get(sizes.headWidth) === undefined && width % heads !== 0) throw metadata.refuse(sizes.width, `a multiple of ${metadata.keyOf(sizes.heads)} (${heads})`, width);
  const headWidth = metadata.number(sizes.headWidth, width / heads);
  if (metadata.number('attention.value_length', headWidth) !== headWidth) throw metadata.refuse('attention.value_length', `attention.key_length (${headWidth})`, metadata.get('attention.value_length'));
  const shared: SharedConfig = { layers, width, heads, headWidth };
  const own = config(metadata, shared);
  const experts = metadata.number('expert_count', 0);
  const [begin, padding] = [metadata.id('bos'), metadata.id('padding')];
  const end = [...new Set([metadata.id('eos'), metadata.id('eot'), metadata.id('eom')])].filter((id) => id !== undefined);
  return {
    preset: experts > 0 ? 'mixtral' : preset,
    ...shared,
    context: metadata.number(sizes.context),
    hidden: metadata.number(sizes.hidden),
    keyValueHeads: metadata.number(sizes.keyValueHeads, heads),
    vocabulary: tensors.get('token_embd.weight')?.shape[0] ?? metadata.number('vocab_size'),
    tied: !tensors.has('output.weight'),
    ...own,
    rotary: own['rotary'] === false ? false : { ...(own['rotary'] as Json | undefined), ...(await readRotary(gguf, metadata, headWidth)) },
    attention: { ...(own['attention'] as Json | undefined), bias: ['q', 'qkv'].some((part) => tensors.has(`blk.0.attn_${part}.bias`)), outputBias: tensors.has('blk.0.attn_output.bias') },
    feedForward: {
      bias: tensors.has('blk.0.ffn_up.bias'),
      ...(experts > 0 && { experts: { count: experts, perToken: metadata.number('expert_used_count') } }),
    },
    ids: { ...(begin !== undefined && { begin }), ...(end.length > 0 && { end }), ...(padding !== undefined && { padding }) },
  };
}

/** In messages: what a file says of the sizes of its weights. */
export function toldSizes(metadata: GgufMetadata): string {
  return `metadata (${Object.values(sizes).flatMap((name) => (metadata.get(name) === undefined ? [] : [`${metadata.keyOf(name)} ${JSON.stringify(metadata.get(name))}`])).join(', ')})`;
}

/** The same refusal by the names that the file has for what is wrong. */
export function inKeysOf(metadata: GgufMetadata, message: string): string {
  const key = (whole: string, name: string): string => (Object.hasOwn(sizes, name) ? metadata.keyOf(sizes[name as keyof typeof sizes]) : whole);
  return message.replaceAll(/\bconfig\.(\w+)/g, key).replaceAll(/\b(\w+)(?= \(\d)/g, key);
}

async function readRotary(gguf: Gguf, metadata: GgufMetadata, headWidth: number): Promise<Json> {
  const base = metadata.number('rope.freq_base', 10_000);
  const turned = metadata.number('rope.dimension_count', headWidth);
  const kind = metadata.get('rope.scaling.type') ?? 'none';
  if (kind !== 'none' && kind !== 'linear') throw metadata.refuse('rope.scaling.type', "'none' or 'linear'", kind);
  const factor = kind === 'linear' ? metadata.number('rope.scaling.factor') : 1;
  const scaling = gguf.tensors.has(FACTORS) ? scalingOfFactors((await gguf.read(FACTORS)).data, base) : factor === 1 ? undefined : { kind: 'linear', factor };
  if (scaling === undefined && gguf.tensors.has(FACTORS) && (await gguf.read(FACTORS)).data.some((each) => each !== 1)) {
    throw metadata.refuse('rope.scaling.type', `none, or ${FACTORS} those of Llama 3`, `factors of another rule`);
  }
  return { base, ...(turned !== headWidth && { fraction: turned / headWidth }), ...(scaling !== undefined && { scaling }) };
}
