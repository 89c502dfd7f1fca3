import type { HostArray, Tensor } from '@figment/core';
import { fromTorch, toTorch } from '@figment/core/interchange';
import { parameter } from '@figment/core/nn';
import { conv2d, linear, reshape, tidy, upload, valueAndGradsWithAux } from '@figment/core/ops';
import { key } from '@figment/core/random';
import { Pass, SpectralNorm } from '@figment/gan/networks';

import type { GoldenArray } from '../case/array.ts';
import type { GoldenCase } from '../case/case.ts';
import type { GoldenKind, Result } from '../kind.ts';
import { withInputs } from '../vae/gradients.ts';
import { uploadInputs } from '../vae/inputs.ts';

/** torch's spectral norm over training passes: its vectors, what it makes of the weight, and the gradient at the last. */
export const kind: GoldenKind = {
  name: 'gan.spectral_norm',
  async run(golden) {
    const weight = parameter(() => upload(ours(golden, 'weight')));
    const norm = new SpectralNorm(key(0), weight, { iterations: golden.options.number('n_power_iterations', 1), epsilon: golden.options.number('eps', 1e-12) });
    const layer = layerOf(golden);
    const seen: { readonly u: number[]; readonly v: number[]; readonly sigma: number[] } = { u: [], v: [], sigma: [] };
    const passes = (golden.expected.get('u') as GoldenArray).shape[0]!;
    try {
      tidy(() => {
        norm.u.assign(upload(golden.input('u0')));
        norm.v.assign(reshape(upload(ours(golden, 'v0')), [-1]));
      });
      return await withInputs(uploadInputs(golden, ['x', 'bias', 'upstream']), async ({ x, bias, upstream }) => {
        const results: Record<string, Result> = {};
        for (let i = 0; i < passes; i++) {
          const { y, slope, sigma } = tidy(() => {
            const pass = new Pass({ training: true });
            const { value, aux, gradients } = valueAndGradsWithAux(() => ({ value: layer(x, norm.normalize(weight, pass), bias), aux: pass.updates.map(([, next]) => next) }), [weight], { upstream });
            for (const [at, [buffer]] of pass.updates.entries()) buffer.assign(aux[at]!);
            return { y: value, slope: gradients[0]!, sigma: norm.sigma(weight, new Pass({ training: false })) };
          });
          results[`y.${i}`] = y;
          results['grad_weight'] = theirs(golden, 'weight', await slope.data<'float32'>());
          seen.u.push(...await norm.u.data());
          seen.v.push(...theirs(golden, 'v0', await norm.v.data<'float32'>()).data);
          seen.sigma.push(...await sigma.data());
          slope.dispose();
          sigma.dispose();
        }
        const stacked = (numbers: readonly number[]): HostArray => ({ data: Float32Array.from(numbers), shape: [passes, numbers.length / passes] });
        const y_eval = tidy(() => layer(x, norm.normalize(weight, new Pass({ training: false })), bias));
        return { ...results, y_eval, u: stacked(seen.u), v: stacked(seen.v), sigma: { ...stacked(seen.sigma), shape: [passes] } };
      });
    } finally {
      weight.dispose();
      norm.dispose();
    }
  },
};

function layerOf({ options }: GoldenCase): (x: Tensor, weight: Tensor, bias: Tensor) => Tensor {
  const stride = options.raw('stride') as number | undefined, padding = options.raw('padding') as number | undefined;
  return isConvolution({ options }) ? (x, weight, bias) => conv2d(x, weight, { bias, stride, padding }) : linear;
}

const isConvolution = ({ options }: Pick<GoldenCase, 'options'>): boolean => options.string('kind') === 'conv';
const layoutOf = (golden: GoldenCase) => (isConvolution(golden) ? 'kernel' : 'matrix');

/** The weight, or v, which is a weight of one output: another order of a weight's axes is another order of v. */
function shapeInTorch(golden: GoldenCase, name: 'weight' | 'v0'): readonly number[] {
  const { shape } = golden.array('weight');
  return name === 'weight' ? shape : [1, ...shape.slice(1)];
}

function ours(golden: GoldenCase, name: 'weight' | 'v0'): HostArray {
  return fromTorch({ data: golden.input(name).data, shape: shapeInTorch(golden, name) }, layoutOf(golden));
}

function theirs(golden: GoldenCase, name: 'weight' | 'v0', data: Float32Array): HostArray {
  return toTorch({ data, shape: ours(golden, name).shape }, layoutOf(golden));
}
