import { dispose, tidy, upload } from '@figment/core/ops';

import { toHostArray } from '../case/array.ts';
import type { RowsKind } from '../kind.ts';
import { Expectations } from '../language/expectations.ts';
import { openRecurrent } from '../language/recurrent.ts';

/** Recurrent encoders of core's layers, of texts of unequal lengths: outputs and last states. */
export const kind: RowsKind = {
  name: 'rnn-encoder',
  async check(golden) {
    const expected = new Expectations(golden);
    const model = await openRecurrent(golden);
    const ids = upload(toHostArray({ ...golden.array('input_ids'), dtype: 'int32' }));
    try {
      const { output, state } = tidy(() => model.forward(ids, { lengths: golden.hasInput('lengths') ? Array.from(golden.array('lengths').data) : undefined }));
      await expected.check('output_shape', output.shape, 'exact');
      await expected.check('outputs', output, 'hidden_states');
      await expected.check('h_n', state.hidden, 'hidden_states');
      if (state.cell !== undefined) await expected.check('c_n', state.cell, 'hidden_states');
      return expected.outcome();
    } finally {
      dispose(ids);
      model.dispose();
    }
  },
};
