import { Embedding, Gru, Linear, Lstm, Module } from '@figment/core/nn';
import { key } from '@figment/core/random';
import { reshape, tidy, transpose, upload } from '@figment/core/ops';
import type { Parameter, Tensor } from '@figment/core';
import { openSafetensors } from '@figment/core/checkpoint';

import type { GoldenCase } from '../case/case.ts';

/** (A type, so that `tidy` takes it for a container of tensors.) */
export type RecurrentState = { readonly hidden: Tensor; readonly cell?: Tensor };

/** An embedding, recurrent layers and a head where there is one, made of core's layers. */
export class RecurrentModel extends Module {
  readonly embedding: Embedding;
  readonly rnn: Lstm | Gru;
  readonly head: Linear | undefined;

  constructor(config: Readonly<Record<string, number | string | boolean>>, hasHead: boolean) {
    super();
    const count = Number(config['vocab_size']), width = Number(config['hidden_size']), inputs = Number(config['embedding_size']);
    const options = { in: inputs, width, layers: Number(config['num_layers']), bidirectional: config['bidirectional'] === true, bias: config['bias'] !== false };
    this.embedding = new Embedding(key(0), { count, width: inputs });
    this.rnn = config['cell'] === 'gru' ? new Gru(key(0), options) : new Lstm(key(0), options);
    this.head = hasHead ? new Linear(key(0), { in: width, out: count }) : undefined;
  }

  /** ids: int32 [B, T] */
  forward(ids: Tensor, call: { readonly initial?: RecurrentState | undefined; readonly lengths?: ArrayLike<number> | undefined } = {}): { output: Tensor; state: RecurrentState } {
    const x = this.embedding.forward(ids);
    const { initial, lengths } = call;
    if (this.rnn instanceof Lstm) return this.rnn.forward(x, { lengths, initial: initial && { hidden: initial.hidden, cell: initial.cell as Tensor } });
    const { output, state } = this.rnn.forward(x, { lengths, initial: initial?.hidden });
    return { output, state: { hidden: state } };
  }
}

/** The name of a parameter in torch: `rnn.weight_ih_l0_reverse`. */
function torchName(name: string): string {
  const [, layer, direction, field] = /^rnn\.layers\.(\d+)\.(forward|backward)\.(\w+)$/.exec(name) ?? [];
  if (field === undefined) return name.replace(/^head\./, 'lm_head.');
  const kind = field.endsWith('Weight') ? 'weight' : 'bias';
  return `rnn.${kind}_${field.startsWith('input') ? 'ih' : 'hh'}_l${layer ?? ''}${direction === 'backward' ? '_reverse' : ''}`;
}

/** Linear maps are [out, in] in torch, tables are as ours. */
const isTransposed = (name: string, { shape }: { readonly shape: readonly number[] }): boolean => shape.length === 2 && !name.startsWith('embedding.');

/** Values by names of ours, by those of torch and as they lie there. */
export function toTorch(values: readonly (readonly [name: string, value: Tensor])[]): Record<string, Tensor> {
  return Object.fromEntries(values.map(([name, value]) => [torchName(name), isTransposed(name, value) ? transpose(value) : reshape(value, value.shape)]));
}

/** The model of a case, with its weights. */
export async function openRecurrent(golden: GoldenCase): Promise<RecurrentModel> {
  const file = await openSafetensors(new Blob([golden.readFile('model.safetensors') as Uint8Array<ArrayBuffer>]));
  const model = new RecurrentModel(golden.readJson('config.json') as Readonly<Record<string, number | string | boolean>>, file.tensors.has('lm_head.weight'));
  const parameters = new Map<string, readonly [string, Parameter]>([...model.namedParameters()].map(([name, parameter]) => [torchName(name), [name, parameter]]));
  const surplus = [...file.tensors.keys()].filter((name) => !parameters.has(name));
  if (surplus.length > 0) throw new Error(`model.safetensors has ${surplus.join(', ')}, which the network lacks`);
  for (const [torch, [name, parameter]] of parameters) {
    const array = await file.read(torch);
    tidy(() => { parameter.assign(isTransposed(name, parameter) ? transpose(upload(array)) : upload(array)); });
  }
  return model;
}
