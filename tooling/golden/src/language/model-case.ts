import type { AnyModelDefinition } from '@figment/core/plugin';
import type { Tensor } from '@figment/core';
import type { Module } from '@figment/core/nn';
import { dispose, keep, upload } from '@figment/core/ops';
import { openHuggingFace } from '@figment/transformer/huggingface';
import type { TransformerNetwork } from '@figment/transformer/network';

import { toHostArray } from '../case/array.ts';
import type { GoldenCase } from '../case/case.ts';
import type { RowsOutcome } from '../kind.ts';
import { Expectations } from './expectations.ts';

/** A case with its model. */
export interface ModelCase {
  readonly golden: GoldenCase;
  readonly expected: Expectations;
  readonly network: TransformerNetwork;
  /** `model_type`. */
  readonly family: string;
  /** An input on the device, freed with the case; undefined where there is none. */
  readonly input: (name: string) => Tensor | undefined;
  /** Positions that are tokens, as the arrays have them; all where there is no mask. */
  readonly mask: ArrayLike<number> | undefined;
}

/** Opens the case's model by both of its configs, has `check` compare it, and frees all. */
export async function checkModel(golden: GoldenCase, definition: AnyModelDefinition, check: (model: ModelCase) => Promise<void>): Promise<RowsOutcome> {
  const expected = new Expectations(golden);
  const { config = 'config.json', config_v4: former } = (golden.json['files'] ?? {}) as { readonly config?: string; readonly config_v4?: string };
  const model = await open(golden, definition, config);
  const uploaded = new Map<string, Tensor>();
  try {
    const network = networkOf(model);
    if (former !== undefined) await checkFormer(golden, definition, former, network, expected);
    const input = (name: string): Tensor | undefined => {
      if (!golden.hasInput(name)) return undefined;
      const tensor = uploaded.get(name) ?? keep(upload(toHostArray({ ...golden.array(name), dtype: 'int32' })));
      uploaded.set(name, tensor);
      return tensor;
    };
    const family = (golden.readJson(config) as { model_type: string }).model_type;
    const mask = golden.hasInput('attention_mask') ? golden.array('attention_mask').data : undefined;
    await check({ golden, expected, network, family, input, mask });
    for (const name of golden.unreadInputs()) expected.fail(`input ${name} was not read`);
    return expected.outcome();
  } finally {
    dispose([...uploaded.values()]);
    model.dispose();
  }
}

interface AnyModel {
  readonly modules: Readonly<Record<string, Module>>;
  dispose(): void;
}

async function open(golden: GoldenCase, definition: AnyModelDefinition, config: string): Promise<AnyModel> {
  const { weights = 'model.safetensors' } = (golden.json['files'] ?? {}) as { readonly weights?: string };
  const blob = (name: string): Blob => new Blob([golden.readFile(name) as Uint8Array<ArrayBuffer>]);
  return await openHuggingFace({ 'config.json': blob(config), 'model.safetensors': blob(weights) }, definition);
}

/** The keys of transformers 4 mean the same architecture. */
async function checkFormer(golden: GoldenCase, definition: AnyModelDefinition, config: string, network: TransformerNetwork, expected: Expectations): Promise<void> {
  const former = await open(golden, definition, config);
  const [mine, theirs] = [network, networkOf(former)].map(({ architecture }) => JSON.stringify(architecture));
  former.dispose();
  if (mine !== theirs) expected.fail(`${config} gives ${theirs ?? ''}, config.json ${mine ?? ''}`);
}

function networkOf({ modules }: AnyModel): TransformerNetwork {
  return modules['network'] as TransformerNetwork;
}
