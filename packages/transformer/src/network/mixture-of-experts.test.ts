import { addN, sum, tidy, upload, valueAndGrads } from '@figment/core/ops';
import { key, normalArray } from '@figment/core/random';
import type { Tensor } from '@figment/core';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { decoderOf, expectClose, expectNoLeak, numbersOf, onEachBackend, rows, text } from '../../test/networks.ts';
import { hostValues } from './host-values.ts';
import { balanceLoss, type MixtureOfExperts } from './mixture-of-experts.ts';
import type { TransformerNetwork } from './transformer-network.ts';

vi.mock(import('./host-values.ts'), async (original) => ({ hostValues: vi.fn((await original()).hostValues) }));

const [E, K, D] = [4, 2, 16] as const;
const x = { data: normalArray(key(1), 6 * D), shape: [2, 3, D] };

const made = (): { network: TransformerNetwork; mixture: MixtureOfExperts } => {
  const network = decoderOf({ preset: 'mixtral', layers: 1, feedForward: { experts: { count: E, perToken: K, balance: 0.5 } } });
  return { network, mixture: network.decoder?.blocks[0]?.feedForward as MixtureOfExperts };
};

/** For each token the router's probabilities, and those of the chosen, renormalised, with their experts. */
async function routesByHand({ router }: MixtureOfExperts): Promise<{ shares: number[]; gates: [expert: number, gate: number][] }[]> {
  const weight = await numbersOf(() => router.weight.clone());
  return Array.from({ length: 6 }, (_, token) => {
    const powers = Array.from({ length: E }, (_, e) => Math.exp(weight.reduce((sum, row, d) => sum + x.data[token * D + d]! * row[e]!, 0)));
    const total = powers.reduce((a, b) => a + b, 0);
    const shares = powers.map((power) => power / total);
    const best = [...shares.entries()].sort(([, a], [, b]) => b - a).slice(0, K);
    const chosen = best.reduce((sum, [, share]) => sum + share, 0);
    return { shares, gates: best.map(([e, share]) => [e, share / chosen]) };
  });
}

onEachBackend(() => {
  afterEach(() => { vi.mocked(hostValues).mockReset(); });

  describe('a mixture of experts', () => {
    it('adds up what the chosen experts say, by their gates', () =>
      expectNoLeak(async () => {
        const { network, mixture } = made();
        const opinions = await Promise.all(mixture.experts.map((expert) => numbersOf(() => expert.forward(upload(x)))));
        const expected = (await routesByHand(mixture)).map(({ gates }, token) =>
          Array.from({ length: D }, (_, d) => gates.reduce((sum, [e, gate]) => sum + gate * opinions[e]![token]![d]!, 0)));
        expectClose(await numbersOf(() => mixture.forward(upload(x)).output), expected, 1e-4);
        network.dispose();
      }));

    it('says the same where all experts have to read all tokens, with the same gradients', () =>
      expectNoLeak(async () => {
        const { network, mixture } = made();
        const run = (): Promise<Float32Array[]>[] => {
          const parameters = [...mixture.namedParameters()].map(([, parameter]) => parameter);
          return [
            numbersOf(() => mixture.forward(upload(x)).output),
            numbersOf(() => { const at = upload(x); return addN(valueAndGrads(() => mixture.forward(at).output, [at, ...parameters]).gradients.map((gradient) => sum(gradient))); }),
            numbersOf(() => { const at = upload(x); return valueAndGrads(() => mixture.forward(at).output, [at]).gradients[0]!; }),
          ];
        };
        const each = await Promise.all(run());
        vi.mocked(hostValues).mockReturnValue(undefined);
        for (const [i, numbers] of (await Promise.all(run())).entries()) expectClose(numbers, each[i]!, 1e-3);
        network.dispose();
      }));

    it('has a balance loss as Switch Transformers, that leaves out padding', () =>
      expectNoLeak(async () => {
        const { network, mixture } = made();
        const routes = await routesByHand(mixture);
        const counted = [1, 1, 0, 1, 1, 1];
        const mean = (of: (route: (typeof routes)[number]) => number): number => routes.reduce((sum, route, i) => sum + counted[i]! * of(route), 0) / 5;
        const expected = 0.5 * E * Array.from({ length: E }, (_, e) => mean(({ gates }) => Number(gates.some(([chosen]) => chosen === e))) * mean(({ shares }) => shares[e]!)).reduce((a, b) => a + b, 0);
        const loss = (): Tensor => {
          const { routing } = mixture.forward(upload(x), upload({ data: Float32Array.from(counted), shape: [6] }));
          return balanceLoss([routing], { count: E, perToken: K, balance: 0.5 }, 5);
        };
        expectClose([[(await numbersOf(loss))[0]![0]!]], [[expected]]);
        network.dispose();
      }));

    it('gives the loss with the output of its tower, the same whatever stands in padding', () =>
      expectNoLeak(async () => {
        const { network } = made();
        const loss = (ids: number[]): Promise<Float32Array[]> => numbersOf(() => network.decode(rows(ids), { mask: rows([0, 0, 1, 1, 1]) }).balanceLoss!);
        expectClose(await loss([1, 2, 3, 4, 5]), await loss([9, 9, 3, 4, 5]));
        const plain = decoderOf();
        tidy(() => { expect(plain.decode(rows(text(3))).balanceLoss).toBeUndefined(); });
        plain.dispose();
        network.dispose();
      }));
  });
});
