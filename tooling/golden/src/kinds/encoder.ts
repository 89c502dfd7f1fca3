import type { Tensor } from '@figment/core';
import { add, clone, crossEntropy, tidy } from '@figment/core/ops';
import { textEncoder } from '@figment/transformer';
import { toHuggingFace } from '@figment/transformer/huggingface';

import type { RowsKind } from '../kind.ts';
import { checkHiddenStates } from '../language/hidden-states.ts';
import { checkModel, type ModelCase } from '../language/model-case.ts';
import { checkTraining } from '../language/train.ts';

/** Encoders: states, heads, losses, gradients and steps. */
export const kind: RowsKind = {
  name: 'encoder',
  check: (golden) => checkModel(golden, textEncoder, async (model) => {
    await checkForward(model);
    await checkTraining(model.golden, model.expected, {
      parameters: [...model.network.namedParameters()],
      loss: () => tidy(() => lossesOf(model, read(model).hidden).loss),
      toTheirs: (values) => toHuggingFace(model.family, model.network, values),
    });
  }),
};

function read({ network, input }: ModelCase, hiddenStates = false) {
  return network.encode(input('input_ids')!, { mask: input('attention_mask'), tokenTypes: input('token_type_ids'), hiddenStates });
}

async function checkForward(model: ModelCase): Promise<void> {
  const { expected, mask } = model;
  const { states, hidden, ...rest } = tidy(() => {
    const { hidden, hiddenStates = [] } = read(model, true);
    return { states: hiddenStates.map((state) => clone(state)), hidden: clone(hidden), ...lossesOf(model, hidden) };
  });
  await checkHiddenStates(expected, 'hidden_states', states, mask);
  await expected.check('last_hidden_state', hidden, 'hidden_states', mask);
  await expected.check('pooler_output', rest.pooled, 'hidden_states');
  await expected.check('mlm_logits', rest.logits, 'logits', mask);
  await expected.check('nsp_logits', rest.nextSentence, 'logits');
  await expected.check('mlm_loss', rest.masked, 'loss');
  await expected.check('nsp_loss', rest.following, 'loss');
  await expected.check('loss', rest.loss);
}

/** (A type, so that `tidy` takes it for a container of tensors.) */
type Heads = { pooled: Tensor; logits: Tensor; nextSentence: Tensor; masked: Tensor; following: Tensor; loss: Tensor };

/** BERT's two heads and the sum of their losses, section 3.1 of the paper. */
function lossesOf({ network, input }: ModelCase, hidden: Tensor): Heads {
  const pooled = network.pooled(hidden);
  const logits = network.logits(hidden);
  const nextSentence = network.nextSentence!.forward(pooled);
  const masked = crossEntropy(logits, input('labels')!);
  const following = crossEntropy(nextSentence, input('next_sentence_label')!);
  return { pooled, logits, nextSentence, masked, following, loss: add(masked, following) };
}
