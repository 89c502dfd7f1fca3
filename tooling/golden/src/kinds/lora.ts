import type { Tensor } from '@figment/core';
import { encodeSafetensors, memoryStore, openSafetensors } from '@figment/core/checkpoint';
import { clone, dispose, download, keep, tidy, upload, valueAndGrads } from '@figment/core/ops';
import { adamW, type Slots } from '@figment/core/training';
import { transformer } from '@figment/transformer';
import { type AdapterHandle, readPeftAdapter, resetMagnitudes, trainableParameters, writePeftAdapter } from '@figment/transformer/adapters';
import { openHuggingFace, toHuggingFace, type TransformerModel } from '@figment/transformer/huggingface';
import type { TransformerNetwork } from '@figment/transformer/network';

import { toHostArray } from '../case/array.ts';
import type { GoldenCase } from '../case/case.ts';
import { readSafetensors } from '../case/safetensors.ts';
import type { RowsKind } from '../kind.ts';
import { Expectations } from '../language/expectations.ts';
import { nextTokenLoss } from '../language/next-token-loss.ts';

/** Adapters as PEFT saves them: logits with them and after they are merged, the merged weights, steps of training, and writing them. */
export const kind: RowsKind = {
  name: 'lora',
  async check(golden) {
    const expected = new Expectations(golden);
    expected.told('logits');
    const folder = golden.json['model'] as string;
    const model = await openHuggingFace({ 'config.json': blobOf(golden, `${folder}/config.json`), 'model.safetensors': blobOf(golden, `${folder}/model.safetensors`) }, transformer);
    const ids = upload(toHostArray({ ...golden.array('input_ids'), dtype: 'int32' }));
    try {
      await checkCase(golden, expected, model, ids);
    } finally {
      dispose(ids);
      model.dispose();
    }
    return expected.outcome();
  },
};

async function checkCase(golden: GoldenCase, expected: Expectations, model: TransformerModel, ids: Tensor): Promise<void> {
  const network = model.modules['network'] as TransformerNetwork;
  const logits = (): Tensor => network.logits(network.decode(ids).hidden);
  const { adapter: weights, adapter_config: config } = golden.json['files'] as { adapter: string; adapter_config: string };
  const files = { 'adapter_config.json': blobOf(golden, config), 'adapter_model.safetensors': blobOf(golden, weights) };
  await expected.check('logits_base', tidy(logits), 'logits');

  const { tensors } = await openSafetensors(files['adapter_model.safetensors']);
  const handle = await readPeftAdapter(model, await startOf(expected, files, tensors));
  resetMagnitudes(network);
  await expected.check('logits_base', tidy(logits), 'logits');
  await checkSteps(expected, network, () => nextTokenLoss(logits(), ids));
  handle.detach();
  await expected.check('logits_base', tidy(logits), 'logits');

  const read = await readPeftAdapter(model, files);
  checkScale(golden, expected, read);
  await expected.check('logits_adapter', tidy(logits), 'logits');
  (await throughFiles(golden, expected, model, read, weights)).merge();
  await expected.check('logits_adapter', tidy(logits), 'logits');
  const { model_type: family } = golden.readJson(`${golden.json['model'] as string}/config.json`) as { model_type: string };
  const all = tidy(() => toHuggingFace(family, network, [...network.namedParameters()].map(([name, parameter]) => [name, clone(parameter as Tensor)] as const)));
  for (const [name, value] of Object.entries(all)) await expected.check(`merged.${name}`, value, 'merged');
}

/** The adapter's files as training began: A as given, B 0. */
async function startOf(expected: Expectations, files: Readonly<Record<string, Blob>>, tensors: ReadonlyMap<string, { readonly shape: readonly number[] }>): Promise<Record<string, Blob>> {
  const arrays = Object.fromEntries([...tensors].map(([name, { shape }]) => {
    const start = name.replace('base_model.model', 'train_start');
    const data = name.includes('.lora_A.') ? Float32Array.from(expected.array(start).data) : new Float32Array(shape.reduce((size, length) => size * length, 1));
    return [name, { data, shape }];
  }));
  return { ...files, 'adapter_model.safetensors': new Blob([await encodeSafetensors(arrays)]) };
}

/** AdamW with learning rate 1e-2, no decay and no clipping, three steps on one batch. */
async function checkSteps(expected: Expectations, network: TransformerNetwork, loss: () => Tensor): Promise<void> {
  const parameters = [...trainableParameters(network)].map(([, parameter]) => parameter);
  await expected.check('trainable_parameters', parameters.reduce((sum, { size }) => sum + size, 0), 'exact');
  const optimizer = adamW({ learningRate: 1e-2, weightDecay: 0 });
  const losses: number[] = [];
  const slots: Slots[] = parameters.map(({ shape }) => keptSlots(() => optimizer.start(shape)));
  const steps = expected.array('loss_per_step_then_after').data.length - 1;
  for (let step = 1; step <= steps; step++) {
    const { value, gradients } = valueAndGrads(loss, parameters);
    losses.push((await download(value)).data[0]!);
    for (const [i, parameter] of parameters.entries()) {
      const before = slots[i]!;
      slots[i] = keptSlots(() => {
        const updated = optimizer.update(parameter, gradients[i]!, before, { step, learningRate: optimizer.learningRate });
        parameter.assign(updated.parameter);
        return updated.slots;
      });
      dispose(Object.values(before));
    }
    dispose([value, ...gradients]);
  }
  dispose(slots.flatMap((each) => Object.values(each)));
  const after = tidy(loss);
  losses.push((await download(after)).data[0]!);
  dispose(after);
  await expected.check('loss_per_step_then_after', losses, 'loss');
}

function checkScale(golden: GoldenCase, expected: Expectations, handle: AdapterHandle): void {
  const [scale] = Array.from(golden.array('scale').data);
  for (const [name, { adapter }] of handle.layers) if (Math.abs(adapter.scale - scale!) > 1e-6) expected.fail(`${name} has scale ${adapter.scale}, expected ${scale!}`);
}

/** Writes the adapter, has the tensors of what was read, and reads it again. */
async function throughFiles(golden: GoldenCase, expected: Expectations, model: TransformerModel, handle: AdapterHandle, weights: string): Promise<AdapterHandle> {
  const store = memoryStore(`written ${golden.id}`);
  await writePeftAdapter(model, store);
  const written = await openSafetensors((await store.read('adapter_model.safetensors'))!);
  const given = readSafetensors(golden.readFile(weights));
  for (const [name, array] of given) expected.compare(`written ${name}`, await written.read(name), array, { atol: 0, rtol: 0 });
  if (written.tensors.size !== given.size) expected.fail(`${written.tensors.size} tensors were written, expected ${given.size}`);
  handle.detach();
  return await readPeftAdapter(model, store);
}

function keptSlots(make: () => Slots): Slots {
  return tidy(() => Object.fromEntries(Object.entries(make()).map(([name, tensor]) => [name, keep(clone(tensor))])));
}

function blobOf(golden: GoldenCase, name: string): Blob {
  return new Blob([golden.readFile(name) as Uint8Array<ArrayBuffer>]);
}
