import type { Tensor } from '@figment/core';
import { add, clone, dispose, download, slice, tidy, upload } from '@figment/core/ops';
import { transformer } from '@figment/transformer';
import { toHuggingFace } from '@figment/transformer/huggingface';
import { causalModel, type TransformerNetwork } from '@figment/transformer/network';

import { checkEnding, checkGreedy, type Generating, likeliest, withoutPadding } from '../language/generation.ts';
import type { RowsKind } from '../kind.ts';
import { checkHiddenStates } from '../language/hidden-states.ts';
import { checkModel, type ModelCase } from '../language/model-case.ts';
import { nextTokenLoss } from '../language/next-token-loss.ts';
import { checkTraining } from '../language/train.ts';

/** Language models: logits, states, losses, gradients, steps, and what they write. */
export const kind: RowsKind = {
  name: 'causal-lm',
  check: (golden) => checkModel(golden, transformer, async (model) => {
    await checkForward(model);
    for (const name of ['generate_greedy', 'generate_beam', 'generate_greedy_eos']) {
      if (!model.expected.has(name)) continue;
      const rows = model.expected.rows(`${name}.input_ids`);
      const generating = generatingOf(model.network, rows, model.expected.rows(`${name}.attention_mask`));
      await (name === 'generate_greedy' ? checkGreedy : checkEnding)(model.expected, name, generating);
    }
    // Last, for it moves the weights.
    await checkTraining(model.golden, model.expected, {
      parameters: [...model.network.namedParameters()],
      loss: () => lossOf(model),
      toTheirs: (values) => toHuggingFace(model.family, model.network, values),
    });
  }),
};

function lossOf(model: ModelCase): Tensor {
  return tidy(() => nextTokenLoss(model.network.logits(read(model).hidden), model.input('labels')!));
}

function read({ network, input }: ModelCase, hiddenStates = false) {
  return network.decode(input('input_ids')!, { mask: input('attention_mask'), positions: input('position_ids'), hiddenStates });
}

async function checkForward(model: ModelCase): Promise<void> {
  const { network, expected, mask, input } = model;
  const { states, logits, loss, balance } = tidy(() => {
    const { hidden, hiddenStates = [], balanceLoss } = read(model, true);
    const logits = network.logits(hidden);
    return { states: hiddenStates.map((state) => clone(state)), logits, loss: nextTokenLoss(logits, input('labels')!), balance: balanceLoss };
  });
  await checkHiddenStates(expected, 'hidden_states', states, mask);
  await checkArgmax(model, logits);
  await expected.check('logits', logits, 'logits', mask);
  if (balance !== undefined) await checkBalance(model, loss, balance);
  await expected.check('loss', loss);
}

/** The likeliest id at each position that is one. */
async function checkArgmax({ expected, mask, network }: ModelCase, logits: Tensor): Promise<void> {
  if (!expected.has('argmax')) return;
  const { data, shape } = await download(logits);
  const { vocabulary } = network.architecture;
  const rows = Array.from({ length: data.length / vocabulary }, (_, row) => data.subarray(row * vocabulary, (row + 1) * vocabulary));
  await expected.check('argmax', { data: Int32Array.from(likeliest(rows, [])), shape: shape.slice(0, -1) }, 'exact', mask);
}

/** Ours is weighted, as it is trained with. */
async function checkBalance({ expected, network }: ModelCase, loss: Tensor, balance: Tensor): Promise<void> {
  const { balance: weight = 1 } = network.architecture.decoder?.feedForward.experts ?? {};
  await expected.check('loss_with_router_aux', tidy(() => add(loss, balance)), 'loss');
  const { data } = await download(balance);
  dispose(balance);
  await expected.check('router_aux_loss', (data[0] as number) / weight, 'loss');
  await expected.check('router_aux_loss_coef', weight, 'exact');
}

function generatingOf(network: TransformerNetwork, rows: number[][], mask: number[][]): Generating {
  return {
    model: causalModel(network), prompts: withoutPadding(rows, mask), given: rows, banned: [],
    withoutCache: (texts, banned) => Promise.all(texts.map(async (ids) => {
      const last = tidy(() => {
        const { hidden } = network.decode(upload({ data: Int32Array.from(ids), shape: [1, ids.length] }));
        return network.logits(slice(hidden, [0, ids.length - 1, 0], [1, 1, -1]));
      });
      const { data } = await download(last);
      dispose(last);
      return likeliest([data], banned)[0]!;
    })),
  };
}
