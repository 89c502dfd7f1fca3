import type { Tensor } from '@figment/core';
import { clone, dispose, download, slice, tidy, upload } from '@figment/core/ops';

import { toHostArray } from '../case/array.ts';
import type { RowsKind } from '../kind.ts';
import { Expectations } from '../language/expectations.ts';
import { likeliest } from '../language/generation.ts';
import { nextTokenLoss } from '../language/next-token-loss.ts';
import { openRecurrent, type RecurrentModel, type RecurrentState, toTorch } from '../language/recurrent.ts';
import { checkTraining } from '../language/train.ts';

/** Recurrent language models of core's layers: outputs, states, losses, gradients, steps, and writing with the state carried on. */
export const kind: RowsKind = {
  name: 'rnn-lm',
  async check(golden) {
    const expected = new Expectations(golden);
    const model = await openRecurrent(golden);
    const [ids, labels] = ['input_ids', 'labels'].map((name) => upload(toHostArray({ ...golden.array(name), dtype: 'int32' }))) as [Tensor, Tensor];
    try {
      const { output, state, logits, loss } = tidy(() => {
        const { output, state } = model.forward(ids);
        const logits = model.head!.forward(output);
        return { output: clone(output), state, logits, loss: nextTokenLoss(logits, labels) };
      });
      await expected.check('outputs', output, 'hidden_states');
      await expected.check('h_n', state.hidden, 'hidden_states');
      if (state.cell !== undefined) await expected.check('c_n', state.cell, 'hidden_states');
      await expected.check('logits', logits);
      await expected.check('loss', loss);
      await checkGreedy(model, expected);
      await checkTraining(golden, expected, {
        parameters: [...model.namedParameters()],
        loss: () => tidy(() => nextTokenLoss(model.head!.forward(model.forward(ids).output), labels)),
        toTheirs: toTorch,
      });
      return expected.outcome();
    } finally {
      dispose([ids, labels]);
      model.dispose();
    }
  },
};

/** `generate_greedy`: each step reads one id and goes on from the state before. */
async function checkGreedy(model: RecurrentModel, expected: Expectations): Promise<void> {
  if (!expected.has('generate_greedy')) return;
  const texts = expected.rows('generate_greedy.input_ids').map((row) => [...row]);
  const count = Number(expected.setting('generate_greedy.new_tokens'));
  const banned = expected.has('generate_greedy.eos_suppressed') ? [Number(expected.setting('generate_greedy.eos_suppressed'))] : [];
  let unread = texts;
  let state: RecurrentState | undefined;
  for (let i = 0; i < count; i++) {
    const before = state;
    const step = tidy(() => {
      const length = unread[0]!.length;
      const { output, state } = model.forward(upload({ data: Int32Array.from(unread.flat()), shape: [unread.length, length] }), { initial: before });
      return { state, logits: model.head!.forward(slice(output, [0, length - 1, 0], [-1, 1, -1])) };
    });
    if (before !== undefined) dispose(before);
    state = step.state;
    const { data } = await download(step.logits);
    dispose(step.logits);
    const width = data.length / texts.length;
    unread = likeliest(texts.map((_, row) => data.subarray(row * width, (row + 1) * width)), banned).map((id) => [id]);
    for (const [row, [id]] of unread.entries()) texts[row]!.push(id!);
  }
  if (state !== undefined) dispose(state);
  await expected.check('generate_greedy.sequences', texts, 'sequences');
  expected.told('generate_greedy.min_top1_top2_margin');
}
