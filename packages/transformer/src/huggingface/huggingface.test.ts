import type { AnyModelDefinition } from '@figment/core/plugin';
import { createModel, isFigmentError } from '@figment/core';
import { selectBackend } from '@figment/core/backend';
import { encodeSafetensors, memoryStore, openSafetensors } from '@figment/core/checkpoint';
import { clone, dispose, download, memory, tidy, upload } from '@figment/core/ops';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';

import { sequenceToSequence } from '../sequence-to-sequence.ts';
import { textEncoder } from '../text-encoder.ts';
import { transformer } from '../transformer.ts';
import type { TransformerNetwork } from '../network/transformer-network.ts';
import { readGeneration } from './config/generation.ts';
import { openHuggingFace, readHuggingFaceConfig, saveHuggingFace, toHuggingFace } from './index.ts';
import reference from './reference.json' with { type: 'json' };

beforeAll(() => selectBackend({ prefer: 'cpu' }));
afterEach(() => { expect(memory().numTensors).toBe(0); });

type Name = keyof typeof reference.models;
const definitions: Readonly<Record<string, AnyModelDefinition>> = { 'figment/transformer': transformer, 'figment/text-encoder': textEncoder, 'figment/sequence-to-sequence': sequenceToSequence };

/** The files of a model of the reference, by name, some of them changed. */
function filesOf(name: Name, changes: Readonly<Record<string, Blob>> = {}): Record<string, Blob> {
  const { config, weights } = reference.models[name];
  return { 'config.json': json(config), 'model.safetensors': new Blob([Uint8Array.from(atob(weights), (character) => character.charCodeAt(0))]), ...changes };
}

const json = (value: unknown): Blob => new Blob([JSON.stringify(value)]);
const definitionOf = (name: Name): AnyModelDefinition => definitions[readHuggingFaceConfig(reference.models[name].config).definition]!;

/** Weights of the reference, with changes to their names and numbers. */
async function weightsWith(name: Name, change: (tensors: Map<string, { data: Float32Array; shape: readonly number[] }>) => void): Promise<Blob> {
  const file = await openSafetensors(filesOf(name)['model.safetensors']!);
  const tensors = new Map<string, { data: Float32Array; shape: readonly number[] }>();
  for await (const [tensor, { data, shape }] of file.readAll()) tensors.set(tensor, { data: Float32Array.from(data), shape });
  change(tensors);
  return new Blob([await encodeSafetensors(Object.fromEntries(tensors))]);
}

interface AnyModel { readonly modules: Readonly<Record<string, unknown>> }
const networkOf = ({ modules }: AnyModel): TransformerNetwork => modules['network'] as TransformerNetwork;

async function logitsOf(model: AnyModel): Promise<number[]> {
  const network = networkOf(model);
  const ids = upload({ data: Int32Array.from(reference.ids.flat()), shape: [1, reference.ids[0]!.length] });
  const logits = tidy(() => {
    const context = network.encoder && network.encode(ids).hidden;
    return network.logits(network.decoder ? network.decode(ids, { context }).hidden : context!);
  });
  const { data } = await download(logits);
  dispose([ids, logits]);
  return Array.from(data);
}

async function failure(run: () => Promise<unknown>): Promise<string> {
  return await run().then(() => 'nothing thrown', (error: unknown) => (isFigmentError(error) ? `${error.code}: ${error.message}` : String(error)));
}

function expectNear(got: readonly number[], wanted: readonly number[]): void {
  expect(got.length).toBe(wanted.length);
  expect(Math.max(...got.map((value, i) => Math.abs(value - wanted[i]!)))).toBeLessThan(2e-5);
}

describe.each(Object.keys(reference.models) as Name[])('%s', (name) => {
  it('gives the logits of transformers, also when saved and opened again, in several files', async () => {
    const model = await openHuggingFace(filesOf(name), definitionOf(name));
    const logits = await logitsOf(model);
    expectNear(logits, reference.models[name].logits);
    const store = memoryStore(`saved ${name}`);
    await saveHuggingFace(model, store, { shardBytes: 600 });
    model.dispose();
    expect(await store.list('')).toContain('model.safetensors.index.json');
    const again = await openHuggingFace(store, definitionOf(name));
    expect(await logitsOf(again)).toEqual(logits);
    again.dispose();
  });

  it('is saved under the names and in the shapes of transformers', async () => {
    const model = await openHuggingFace(filesOf(name), definitionOf(name));
    const store = memoryStore(`names ${name}`);
    await saveHuggingFace(model, store);
    model.dispose();
    const shapes = async (file: Parameters<typeof openSafetensors>[0]): Promise<unknown> => Object.fromEntries([...(await openSafetensors(file)).tensors].map(([tensor, { shape }]) => [tensor, shape]));
    expect(await shapes((await store.read('model.safetensors'))!)).toEqual(await shapes(filesOf(name)['model.safetensors']!));
  });
});

describe('configs', () => {
  it('mean the same in the keys of transformers 4 and 5', () => {
    const common = {
      architectures: ['Gemma3ForCausalLM'], vocab_size: 8, hidden_size: 16, num_hidden_layers: 3, num_attention_heads: 2, num_key_value_heads: 1, intermediate_size: 8,
      max_position_embeddings: 32, sliding_window: 4, query_pre_attn_scalar: 4,
    };
    const five = { ...common, layer_types: ['sliding_attention', 'full_attention', 'sliding_attention'], rope_parameters: { full_attention: { rope_theta: 5e5, rope_type: 'linear', factor: 8 }, sliding_attention: { rope_theta: 2e4, rope_type: 'default' } } };
    const four = { ...common, sliding_window_pattern: 2, rope_theta: 5e5, rope_local_base_freq: 2e4, rope_scaling: { type: 'linear', factor: 8 } };
    expect(readHuggingFaceConfig(four)).toEqual(readHuggingFaceConfig(five));
    expect(readHuggingFaceConfig(four).config).toMatchObject({ rotary: { base: 5e5, localBase: 2e4, scaling: { kind: 'linear', factor: 8 } }, attention: { window: 4, local: [true, false, true], scale: 0.5 } });
  });

  it('tell the right definition of an architecture, or which there are', async () => {
    expect(readHuggingFaceConfig(reference.models.t5.config)).toMatchObject({ definition: 'figment/sequence-to-sequence', family: 't5' });
    expect(await failure(() => openHuggingFace(filesOf('t5')))).toMatch(/^CHECKPOINT_MISMATCH: .*is a figment\/sequence-to-sequence, not a figment\/transformer: .*sequenceToSequence/);
    expect(await failure(() => openHuggingFace(filesOf('gpt2', { 'config.json': json({ architectures: ['MambaForCausalLM'], model_type: 'mamba' }) })))).toMatch(/^ARCHITECTURE_UNSUPPORTED: .*"MambaForCausalLM".*GPT2LMHeadModel.*LlamaForCausalLM/);
  });

  it('name the field that is missing, wrong, or asks for what there is not', async () => {
    const withConfig = (change: object): Promise<string> => failure(() => openHuggingFace(filesOf('gpt-neox', { 'config.json': json({ ...reference.models['gpt-neox'].config, ...change }) })));
    expect(await withConfig({ hidden_size: undefined })).toMatch(/^CONFIG_INVALID: .*hidden_size must be a number, got undefined/);
    expect(await withConfig({ hidden_size: '8' })).toMatch(/^CONFIG_INVALID: .*hidden_size must be a number, got "8"/);
    expect(await withConfig({ hidden_act: 'mish' })).toMatch(/^CONFIG_INVALID: .*gelu_new.*got "mish"/);
    expect(await withConfig({ rope_parameters: { rope_type: 'yarn', factor: 2 } })).toMatch(/^CONFIG_INVALID: .*rope_type must be .*llama3.*got "yarn"/);
    expect(await failure(() => openHuggingFace(filesOf('gpt2', { 'config.json': new Blob(['{']) })))).toMatch(/^CONFIG_INVALID/);
  });
});

describe('weights', () => {
  it('are told by name when missing, surplus or of another shape', async () => {
    const weights = await weightsWith('gpt2', (tensors) => {
      tensors.delete('transformer.h.0.ln_1.bias');
      tensors.set('transformer.extra', { data: Float32Array.of(1), shape: [1] });
      tensors.set('transformer.ln_f.bias', { data: new Float32Array(5), shape: [5] });
    });
    const message = await failure(() => openHuggingFace(filesOf('gpt2', { 'model.safetensors': weights })));
    expect(message).toMatch(/^CHECKPOINT_MISMATCH/);
    expect(message).toContain('transformer.h.0.ln_1.bias');
    expect(message).toContain('transformer.extra');
    expect(message).toContain('transformer.ln_f.bias of shape [5], which must be [8]');
  });

  it('may lack the prefix, hold masks, and hold tied weights twice or under another name', async () => {
    const older = await weightsWith('gpt2', (tensors) => {
      for (const [name, tensor] of [...tensors]) {
        tensors.delete(name);
        tensors.set(name === 'transformer.wte.weight' ? 'lm_head.weight' : name.replace('transformer.', ''), tensor);
      }
      tensors.set('h.0.attn.bias', { data: new Float32Array(4), shape: [1, 1, 2, 2] });
    });
    const model = await openHuggingFace(filesOf('gpt2', { 'model.safetensors': older }));
    expectNear(await logitsOf(model), reference.models.gpt2.logits);
    model.dispose();
  });

  it('of other formats are refused with what to do', async () => {
    const { 'model.safetensors': weights, ...rest } = filesOf('gpt2');
    expect(await failure(() => openHuggingFace({ ...rest, 'pytorch_model.bin': weights! }))).toMatch(/^FILE_NOT_FOUND: .*pytorch_model\.bin.*pickle.*save_pretrained/);
    expect(await failure(() => openHuggingFace(rest))).toMatch(/^FILE_NOT_FOUND: .*model\.safetensors/);
  });

  it('go out with their gradients packed as theirs', async () => {
    const model = await openHuggingFace(filesOf('gpt-neox'));
    const network = networkOf(model);
    const file = await openSafetensors(filesOf('gpt-neox')['model.safetensors']!);
    const packed = tidy(() => toHuggingFace('gpt_neox', network, [...network.namedParameters()].map(([name, parameter]) => [name, clone(parameter)] as const)));
    for (const [name, tensor] of Object.entries(packed)) expect(await download(tensor)).toEqual(await file.read(name));
    expect(Object.keys(packed).sort()).toEqual([...file.tensors.keys()].sort());
    dispose(Object.values(packed));
    model.dispose();
  });
});

describe('what lies beside', () => {
  const tokenizerOf = (count: number): Blob => json({
    version: '1.0', truncation: null, padding: null, added_tokens: [], normalizer: null, pre_tokenizer: { type: 'Whitespace' }, post_processor: null, decoder: null,
    model: { type: 'WordLevel', vocab: Object.fromEntries(Array.from({ length: count }, (_, id) => [`w${id}`, id])), unk_token: 'w0' },
  });

  it('opens the tokenizer, saves it, and refuses one with more ids than the model', async () => {
    const model = await openHuggingFace(filesOf('gpt2', { 'tokenizer.json': tokenizerOf(12) }));
    const store = memoryStore('with tokenizer');
    await saveHuggingFace(model, store);
    model.dispose();
    expect(await store.list('')).toContain('tokenizer.json');
    expect(await failure(() => openHuggingFace(filesOf('gpt2', { 'tokenizer.json': tokenizerOf(13) })))).toMatch(/^TOKENIZER_MISMATCH: .*12.*13/);
  });

  it('keeps ids and recommendations of generation_config.json', async () => {
    const given = { do_sample: true, temperature: 2, top_p: 0.9, eos_token_id: [2, 5], repetition_penalty: 1.1, suppress_tokens: [7] };
    const model = await openHuggingFace(filesOf('gpt2', { 'generation_config.json': json(given) }));
    expect(model.config).toMatchObject({ ids: { begin: 1, end: [2, 5], padding: 0 }, generation: { temperature: 2, topK: 50, topP: 0.9, repetitionPenalty: 1.1, banned: [7] } });
    expect(model.tasks.complete.defaults).toEqual((model.config as { readonly generation: object }).generation);
    expect(model.tasks.chat.defaults).toMatchObject({ topK: 50 });
    expect(model.tasks.score.defaults).toEqual({});
    const store = memoryStore('with recommendations');
    await saveHuggingFace(model, store);
    model.dispose();
    const written = new TextDecoder().decode(await (await store.read('generation_config.json'))!.arrayBuffer());
    expect(JSON.parse(written)).toMatchObject(given);
    // Python's generation takes no whole number for a temperature.
    expect(written).toContain('"temperature": 2.0');
  });

  it('counts lengths of a translation without what starts its decoder', () => {
    expect(readGeneration({ is_encoder_decoder: true, max_length: 142, min_length: 56, num_beams: 4 })).toMatchObject({ temperature: 0, maxTokens: 141, minTokens: 55, beams: 4 });
    expect(readGeneration({ max_length: 20, min_length: 5 })).toEqual({});
  });

  it('keeps how sentence-transformers makes embeddings', async () => {
    const config = { ...reference.models.bert.config, architectures: ['BertModel'] };
    const base = await weightsWith('bert', (tensors) => { for (const name of [...tensors.keys()]) if (name.startsWith('cls.')) tensors.delete(name); });
    const files = filesOf('bert', {
      'config.json': json(config), 'model.safetensors': base,
      'modules.json': json([{ path: '', type: 'sentence_transformers.models.Transformer' }, { path: '1_Pooling', type: 'sentence_transformers.models.Pooling' }]),
      '1_Pooling/config.json': json({ word_embedding_dimension: 8, pooling_mode_cls_token: true, pooling_mode_mean_tokens: false }),
    });
    const model = await openHuggingFace(files, textEncoder);
    expect(model.config).toMatchObject({ pooling: 'cls', normalize: false, objective: 'contrastive', head: false });
    const store = memoryStore('sentences');
    await saveHuggingFace(model, store);
    model.dispose();
    const again = await openHuggingFace(store, textEncoder);
    expect(again.config).toMatchObject({ pooling: 'cls', normalize: false });
    again.dispose();
  });
});

describe('models that were trained here', () => {
  it.each([
    { preset: 'gpt', family: 'gpt_neox' }, { preset: 'gpt2', family: 'gpt2' }, { preset: 'llama', family: 'llama' }, { preset: 'gemma3', family: 'gemma3_text' },
  ] as const)('$preset goes out as $family', async ({ preset, family }) => {
    const model = await createModel(transformer, { preset, layers: 2, width: 16, heads: 2, context: 16, vocabulary: 12 }, { seed: 1 });
    const store = memoryStore(`trained ${preset}`);
    await saveHuggingFace(model, store);
    const again = await openHuggingFace(store);
    expect(await logitsOf(again)).toEqual(await logitsOf(model));
    expect(JSON.parse(new TextDecoder().decode(await (await store.read('config.json'))!.arrayBuffer()))).toMatchObject({ model_type: family });
    model.dispose();
    again.dispose();
  });

  it('that transformers can not hold are refused with what the nearest lacks', async () => {
    const model = await createModel(transformer, { preset: 'llama', layers: 1, width: 16, heads: 2, context: 16, vocabulary: 12, attention: { softCap: 30 } }, { seed: 1 });
    expect(await failure(() => saveHuggingFace(model, memoryStore('capped')))).toMatch(/^ARCHITECTURE_UNSUPPORTED: .*nearest, llama.*softCap \(30\)/);
    model.dispose();
  });
});
