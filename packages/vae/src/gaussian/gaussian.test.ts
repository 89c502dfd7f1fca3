import { selectBackend } from '@figment/core/backend';
import { tensor, tidy, zeros } from '@figment/core/ops';
import { beforeAll, describe, expect, it } from 'vitest';

import { expectNoLeaks } from '../testing/leaks.ts';
import { klWithFreeBits } from './free-bits.ts';
import { klDivergence } from './kl-divergence.ts';
import { likelihoodOf } from './likelihood.ts';
import { laplaceLogLikelihood, standardNormalLogDensity } from './log-likelihood.ts';
import { posteriorOf, reparameterize } from './posterior.ts';

beforeAll(() => selectBackend({ prefer: 'cpu' }));
expectNoLeaks();

const numbers = (make: () => ReturnType<typeof tensor>): number[] => tidy(() => Array.from(make().dataSync()));

describe('a Gaussian posterior', () => {
  it('is read from means and clipped logarithms of variances', () => {
    tidy(() => {
      const { mean, logVariance } = posteriorOf(tensor([[1, 2, -30, 9]]), { min: -12, max: 4 });
      expect(Array.from(mean.dataSync())).toEqual([1, 2]);
      expect(Array.from(logVariance.dataSync())).toEqual([-12, 4]);
    });
  });

  it('is drawn from by its mean and standard deviation', () => {
    const [z] = numbers(() => reparameterize({ mean: tensor([[3]]), logVariance: tensor([[2 * Math.log(2)]]) }, tensor([[0.5]])));
    expect(z).toBeCloseTo(4, 5);
  });

  it('has no divergence from the prior when it is the prior', () => {
    expect(numbers(() => klDivergence({ mean: zeros([2, 3]), logVariance: zeros([2, 3]) }))).toEqual([0, 0]);
  });

  it('diverges by the closed form', () => {
    // (mean^2 + variance - 1 - log variance) / 2 with mean 1, variance e: (1 + e - 1 - 1) / 2
    const [kl] = numbers(() => klDivergence({ mean: tensor([[1]]), logVariance: tensor([[1]]) }));
    expect(kl).toBeCloseTo((Math.E - 1) / 2, 6);
  });

  it('pays for free bits only once a dimension is above them', () => {
    const posterior = () => ({ mean: tensor([[2, 0.1], [2, 0.1]]), logVariance: zeros([2, 2]) }); // 2 nats, 0.005 nats
    expect(numbers(() => klWithFreeBits(posterior(), 0.5))[0]).toBeCloseTo(2.5, 6);
    expect(numbers(() => klWithFreeBits(posterior(), 0))[0]).toBeCloseTo(2.005, 6);
  });
});

describe('densities', () => {
  it('Laplace: -|x - mean| / scale - log(2 scale)', () => {
    expect(numbers(() => laplaceLogLikelihood(tensor([[1, 3]]), tensor([[2, 1]]), 0.5))[0]).toBeCloseTo(-6, 6);
  });

  it('standard normal: -(z^2 + log 2 pi) / 2', () => {
    expect(numbers(() => standardNormalLogDensity(tensor([[1, -2]])))[0]).toBeCloseTo(-2.5 - Math.log(2 * Math.PI), 6);
  });
});

describe('likelihoodOf', () => {
  const pixels = 4;
  const x = () => tensor([0, 0.25, 0.5, 1], [1, 2, 2, 1]);

  it.each([
    // -log p = |x - y| / b + 4 log 2 b, and (x - y)^2 / (2 sigma^2) + 4 log(sqrt(2 pi) sigma): constants apart, the reconstruction over its nats
    { name: 'laplace', constant: 4 * Math.log(2 * 0.1) },
    { name: 'gaussian', constant: 4 * Math.log(Math.sqrt(2 * Math.PI) * 0.1) },
    { name: 'bernoulli', constant: 0 },
  ] as const)('$name: the reconstruction is the negative log likelihood in other units', ({ name, constant }) => {
    const likelihood = likelihoodOf(name, 0.1);
    const output = () => tensor([-0.9, -0.3, 0.2, 0.8], [1, 2, 2, 1]);
    const [reconstruction] = numbers(() => likelihood.reconstruction(x(), output()));
    const [logLikelihood] = numbers(() => likelihood.logLikelihood(x(), output()));
    expect(reconstruction! / likelihood.nats(pixels)).toBeCloseTo(-logLikelihood! - constant, 3);
  });

  it('gives pictures in [0, 1]', () => {
    const output = () => tensor([-3, -1, 0.5, 2], [1, 2, 2, 1]);
    expect(numbers(() => likelihoodOf('laplace', 0.1).picture(output()))).toEqual([0, 0, 0.75, 1]);
    expect(numbers(() => likelihoodOf('bernoulli', 1).picture(zeros([1, 2, 2, 1])))).toEqual([0.5, 0.5, 0.5, 0.5]);
  });
});
