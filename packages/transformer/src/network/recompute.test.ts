import { add, dispose, memory, square, sum, tidy, valueAndGrads } from '@figment/core/ops';
import { key, normal } from '@figment/core/random';
import type { Tensor } from '@figment/core';
import { describe, expect, it } from 'vitest';

import { attachAdapter, trainableParameters } from '../adapters/attach.ts';
import { decoderOf, decoders, encoderOf, expectClose, expectNoLeak, numbersOf, onEachBackend, rows, text, translatorOf, translators } from '../../test/networks.ts';
import type { TransformerNetwork } from './transformer-network.ts';

/** Gradients of all parameters, by name, and how many buffers were held for them at the end of the forward pass. */
function gradientsOf(network: TransformerNetwork, hidden: () => Tensor): { gradients: Map<string, Tensor>; held: number } {
  const parameters = [...trainableParameters(network)];
  const before = memory().numDataBuffers;
  let held = 0;
  const { gradients } = tidy(() => ({ gradients: valueAndGrads(() => {
    const loss = sum(square(network.logits(hidden())));
    held = memory().numDataBuffers - before;
    return loss;
  }, parameters.map(([, parameter]) => parameter)).gradients }));
  return { gradients: new Map(parameters.map(([name], i) => [name, gradients[i] as Tensor])), held };
}

async function expectSame(make: (recompute: boolean) => TransformerNetwork, hidden: (network: TransformerNetwork) => Tensor): Promise<void> {
  const [kept, again] = [make(false), make(true)];
  const [a, b] = [gradientsOf(kept, () => hidden(kept)), gradientsOf(again, () => hidden(again))];
  for (const [name, gradient] of a.gradients) {
    const scale = Math.max(1, ...(await numbersOf(() => gradient.clone())).flatMap((row) => [...row].map(Math.abs)));
    expectClose(await numbersOf(() => (b.gradients.get(name) as Tensor).clone()), await numbersOf(() => gradient.clone()), 1e-6 * scale);
  }
  dispose([...a.gradients.values(), ...b.gradients.values()]);
  kept.dispose();
  again.dispose();
}

onEachBackend(() => {
  describe('blocks that are recomputed', () => {
    it.each(Object.entries(decoders))('%s: have the same gradients, with what dropout leaves out', (_, config) =>
      expectNoLeak(() => expectSame(
        (recompute) => decoderOf({ ...config, recompute, dropout: 0.2 }),
        (network) => network.decode(rows(text(9, 1), text(9, 2)), { mask: rows([1, 1, 1, 1, 1, 1, 1, 1, 1], [0, 0, 0, 1, 1, 1, 1, 1, 1]), key: key(3) }).hidden,
      )));

    it.each(translators)('%s: have the same gradients, through the encoder too', (preset) =>
      expectNoLeak(() => expectSame(
        (recompute) => translatorOf({ preset, recompute }),
        (network) => {
          const mask = rows([1, 1, 1, 1, 0]);
          return network.decode(rows(text(6, 1)), { context: network.encode(rows(text(5, 2)), { mask }).hidden, contextMask: mask }).hidden;
        },
      )));

    it.each(['lora', 'dora'] as const)('leave out of an adapter (%s) what they left out, whatever call came between', (kind) =>
      expectNoLeak(() => expectSame(
        (recompute) => {
          const network = encoderOf({ recompute });
          const adapter = attachAdapter(network, { kind, rank: 2, dropout: 0.5, targets: ['all-linear'] }, { key: key(4) });
          for (const [i, [name, parameter]] of [...adapter.parameters()].entries()) if (name.endsWith('.b')) tidy(() => { parameter.assign(normal(key(50 + i), parameter.shape)); });
          return network;
        },
        (network) => {
          const [first, second] = [5, 6].map((seed) => network.encode(rows(text(7, seed)), { key: key(seed) }).hidden);
          return add(first as Tensor, second as Tensor);
        },
      )));

    it('hold much less', () =>
      expectNoLeak(() => {
        const held = [false, true].map((recompute) => {
          const network = decoderOf({ layers: 6, recompute });
          const { gradients, held } = gradientsOf(network, () => network.decode(rows(text(64))).hidden);
          dispose([...gradients.values()]);
          network.dispose();
          return held;
        }) as [number, number];
        expect(held[1]).toBeLessThan(held[0] / 3);
      }));
  });
});
