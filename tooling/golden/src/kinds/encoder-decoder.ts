import type { Tensor } from '@figment/core';
import { clone, crossEntropy, dispose, download, slice, tidy, upload } from '@figment/core/ops';
import { sequenceToSequence } from '@figment/transformer';
import { toHuggingFace } from '@figment/transformer/huggingface';
import { sequenceToSequenceModel } from '@figment/transformer/network';

import type { RowsKind } from '../kind.ts';
import { checkEnding, checkGreedy, type Generating, likeliest } from '../language/generation.ts';
import { checkHiddenStates } from '../language/hidden-states.ts';
import { checkModel, type ModelCase } from '../language/model-case.ts';
import { checkTraining } from '../language/train.ts';

/** Encoder-decoders: what both towers make of a text and its counterpart, and what is written. */
export const kind: RowsKind = {
  name: 'encoder-decoder',
  check: (golden) => checkModel(golden, sequenceToSequence, async (model) => {
    await checkForward(model);
    const generating = generatingOf(model);
    await checkGreedy(model.expected, 'generate_greedy', generating);
    await checkEnding(model.expected, 'generate_greedy_eos', generating);
    await checkEnding(model.expected, 'generate_beam', generating);
    await checkTraining(model.golden, model.expected, {
      parameters: [...model.network.namedParameters()],
      loss: () => tidy(() => crossEntropy(model.network.logits(read(model).hidden), model.input('labels')!)),
      toTheirs: (values) => toHuggingFace(model.family, model.network, values),
    });
  }),
};

function read({ network, input }: ModelCase, hiddenStates = false) {
  const mask = input('attention_mask');
  const encoded = network.encode(input('input_ids')!, { mask, hiddenStates });
  const decoded = network.decode(input('decoder_input_ids')!, { context: encoded.hidden, contextMask: mask, hiddenStates });
  return { encoded, hidden: decoded.hidden, states: decoded.hiddenStates ?? [] };
}

async function checkForward(model: ModelCase): Promise<void> {
  const { network, expected, mask, golden } = model;
  const { encoded, states, last, logits, loss } = tidy(() => {
    const { encoded, states, hidden } = read(model, true);
    const logits = network.logits(hidden);
    const copies = (all: readonly Tensor[]): Tensor[] => all.map((state) => clone(state));
    return { encoded: copies(encoded.hiddenStates ?? []), last: clone(encoded.hidden), states: copies(states), logits, loss: crossEntropy(logits, model.input('labels')!) };
  });
  // Where there is no label there is padding.
  const isWritten = Array.from(golden.array('labels').data, (label) => Number(label !== -100));
  await checkHiddenStates(expected, 'encoder_hidden_states', encoded, mask);
  await expected.check('encoder_last_hidden_state', last, 'hidden_states', mask);
  await checkHiddenStates(expected, 'decoder_hidden_states', states, isWritten);
  await expected.check('logits', logits, 'logits', isWritten);
  await expected.check('loss', loss);
}

function generatingOf({ network, input, golden }: ModelCase): Generating {
  const sources = input('input_ids')!, mask = input('attention_mask');
  const { decoder_start_token_id: start = 0, model_type: type, pad_token_id: padding = 0 } = golden.readJson('config.json') as Readonly<Record<string, number | string>>;
  const prompts = Array.from({ length: sources.shape[0] }, () => [Number(start)]);
  return {
    model: sequenceToSequenceModel(network, { sources, mask }), prompts, given: prompts,
    banned: type === 'marian' ? [Number(padding)] : [],
    async withoutCache(texts, banned) {
      const last = tidy(() => {
        const length = texts[0]!.length;
        const { hidden } = network.decode(upload({ data: Int32Array.from(texts.flat()), shape: [texts.length, length] }), { context: network.encode(sources, { mask }).hidden, contextMask: mask });
        return network.logits(slice(hidden, [0, length - 1, 0], [-1, 1, -1]));
      });
      const { data } = await download(last);
      dispose(last);
      const width = data.length / texts.length;
      return likeliest(texts.map((_, row) => data.subarray(row * width, (row + 1) * width)), banned);
    },
  };
}
