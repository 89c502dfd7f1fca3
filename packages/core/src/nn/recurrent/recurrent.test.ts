import { describe, expect, it } from 'vitest';

import { expectClose, expectNoLeak, onEachBackend } from '../../../test/backends.ts';
import { expectGradients, values } from '../../../test/derivatives.ts';
import { type GoldenArray, goldenArray, type GoldenCase, goldenCase } from '../../../test/golden.ts';
import { expectParameterGradients, expectRefused, setParameters } from '../../../test/layers.ts';
import { concat, dispose, slice, tensor, tidy, upload } from '../../ops/index.ts';
import { key } from '../../random/index.ts';
import type { Tensor } from '../../tensor.ts';
import { Gru } from './gru.ts';
import { Lstm } from './lstm.ts';

/** torch's weights by our names: matrices transposed. */
function fromTorch({ inputs }: GoldenCase): Record<string, GoldenArray> {
  const parts = { weight_ih: 'inputWeight', weight_hh: 'hiddenWeight', bias_ih: 'inputBias', bias_hh: 'hiddenBias' } as const;
  return Object.fromEntries(Object.keys(inputs).flatMap((name) => {
    const found = /^(weight_ih|weight_hh|bias_ih|bias_hh)_l(\d)(_reverse)?$/.exec(name);
    if (found === null) return [];
    const [, part, layer, reverse] = found;
    return [[`layers.${layer!}.${reverse === undefined ? 'forward' : 'backward'}.${parts[part as keyof typeof parts]}`, transposed(goldenArray(inputs, name))]];
  }));
}

function transposed({ shape, data }: GoldenArray): GoldenArray {
  if (shape.length === 1) return { shape, data };
  const [rows, columns] = shape as [number, number];
  return { shape: [columns, rows], data: data.map((_, i) => data[(i % rows) * columns + Math.floor(i / rows)]!) };
}

const input = ({ inputs }: GoldenCase, name: string): Tensor => tensor(Float32Array.from(goldenArray(inputs, name).data), [...goldenArray(inputs, name).shape]);
const within = { atol: 2e-4, rtol: 1e-4 }; // of the cases

onEachBackend(() => {
  describe('Lstm', () => {
    it('agrees with torch in two layers and directions on packed sequences', async () => {
      await expectNoLeak(async () => {
        const golden = goldenCase('recurrent/bilstm-packed');
        const lstm = new Lstm(key(1), { in: 16, width: 12, layers: 2, bidirectional: true });
        setParameters(lstm, fromTorch(golden));
        const { output, state } = tidy(() => lstm.forward(input(golden, 'x'), { lengths: goldenArray(golden.inputs, 'lengths').data }));
        await expectClose(output, goldenArray(golden.expected, 'outputs').data, within);
        await expectClose(state.hidden, goldenArray(golden.expected, 'h_n').data, within);
        await expectClose(state.cell, goldenArray(golden.expected, 'c_n').data, within);
        dispose([output, state.hidden, state.cell]);
        lstm.dispose();
      });
    });

    it('has true gradients for its input and parameters, packed and with a state', async () => {
      const make = (): Lstm => new Lstm(key(2), { in: 2, width: 2, layers: 2, bidirectional: true });
      const lstm = make();
      await expectGradients((x, hidden, cell) => lstm.forward(x, { lengths: [3, 1], initial: { hidden, cell } }).output, [values([2, 3, 2]), values([4, 2, 2], 2), values([4, 2, 2], 3)]);
      lstm.dispose();
      await expectParameterGradients(make, (module) => module.forward(upload(values([2, 3, 2])), { lengths: [3, 1] }).output);
    });
  });

  describe('Gru', () => {
    it('agrees with torch in two layers', async () => {
      await expectNoLeak(async () => {
        const golden = goldenCase('recurrent/gru');
        const gru = new Gru(key(1), { in: 24, width: 32, layers: 2 });
        setParameters(gru, fromTorch(golden));
        const output = tidy(() => gru.forward(input(golden, 'x')).output);
        await expectClose(output, goldenArray(golden.expected, 'outputs').data, within);
        output.dispose();
        gru.dispose();
      });
    });

    it('has true gradients for its input and parameters', async () => {
      const make = (): Gru => new Gru(key(2), { in: 2, width: 3 });
      const gru = make();
      await expectGradients((x, initial) => gru.forward(x, { initial }).output, [values([2, 3, 2]), values([1, 2, 3], 2)]);
      gru.dispose();
      await expectParameterGradients(make, (module) => module.forward(upload(values([2, 3, 2]))).output);
    });
  });

  it('goes on from a state as if it had never stopped', async () => {
    await expectNoLeak(async () => {
      const lstm = new Lstm(key(3), { in: 3, width: 4, layers: 2 });
      const gru = new Gru(key(3), { in: 3, width: 4, layers: 2 });
      const [atOnceLstm, inTwoLstm, atOnceGru, inTwoGru] = tidy<[Tensor, Tensor, Tensor, Tensor]>(() => {
        const x = upload(values([2, 5, 3]));
        const [first, second] = [slice(x, [0, 0, 0], [2, 2, 3]), slice(x, [0, 2, 0], [2, 3, 3])];
        const a = lstm.forward(first), b = gru.forward(first);
        return [
          lstm.forward(x).output, concat([a.output, lstm.forward(second, { initial: a.state }).output], 1),
          gru.forward(x).output, concat([b.output, gru.forward(second, { initial: b.state }).output], 1),
        ];
      });
      await expectClose(inTwoLstm, atOnceLstm);
      await expectClose(inTwoGru, atOnceGru);
      dispose([atOnceLstm, inTwoLstm, atOnceGru, inTwoGru]);
      lstm.dispose();
      gru.dispose();
    });
  });

  it('drops between layers only when handed a key', async () => {
    await expectNoLeak(async () => {
      const gru = new Gru(key(3), { in: 3, width: 4, layers: 2, dropout: 0.5 });
      const [plain, again, dropped] = tidy<[Tensor, Tensor, Tensor]>(() => {
        const x = upload(values([2, 5, 3]));
        return [gru.forward(x).output, gru.forward(x).output, gru.forward(x, { key: key(1) }).output];
      });
      await expectClose(again, plain, { atol: 0, rtol: 0 });
      expect(Array.from(await dropped.data())).not.toEqual(Array.from(await plain.data()));
      dispose([plain, again, dropped]);
      gru.dispose();
    });
  });

  it('refuses what it cannot be or take', async () => {
    expectRefused(() => new Lstm(key(1), { in: 0, width: 4 }), 'Lstm.in must be a whole number, 1 or more, got 0.');
    expectRefused(() => new Gru(key(1), { in: 1, width: 4, dropout: 1 }), 'Gru.dropout must be in [0, 1), got 1.');
    await expectNoLeak(() => {
      const gru = new Gru(key(1), { in: 3, width: 4 });
      tidy(() => {
        const x = upload(values([2, 5, 3]));
        expect(() => gru.forward(upload(values([2, 3])))).toThrow('Gru takes [_, _, 3], got [2, 3].');
        expect(() => gru.forward(x, { lengths: [5, 6] })).toThrow('lengths must be 2 whole numbers from 1 to 5, got [5, 6].');
        expect(() => gru.forward(x, { initial: upload(values([2, 2, 4])) })).toThrow('Gru takes an initial state [1, 2, 4], got [2, 2, 4].');
      });
      gru.dispose();
    });
  });
});
