import type { HostArray, Tensor } from '@figment/core';
import { fromTorch, toTorch } from '@figment/core/interchange';
import { parameter } from '@figment/core/nn';
import { conv2d, linear, reshape, tidy, upload, valueAndGradsWithAux } from '@figment/core/ops';
import { key } from '@figment/core/random';
import { Pass, SpectralNorm } from '@figment/gan/networks';

import type { GoldenKind, Result } from '../kind.ts';
import { withInputs } from '../vae/gradients.ts';
import { uploadInputs } from '../vae/inputs.ts';

/** torch's spectral norm over training passes: its vectors, what it makes of the weight, and the gradient at the last. */
export const kind: GoldenKind = {
  name: 'gan.spectral_norm',
  async run(golden) {
    const isConvolution = golden.options.string('kind') === 'conv';
    const stride = golden.options.raw('stride') as number | undefined, padding = golden.options.raw('padding') as number | undefined;
    const options = { iterations: golden.options.number('n_power_iterations', 1), epsilon: golden.options.number('eps', 1e-12) };
    const theirs = golden.input('weight');
    const layout = isConvolution ? 'kernel' : 'matrix';
    const weight = parameter(() => upload(fromTorch(theirs, layout)));
    const norm = new SpectralNorm(key(0), weight, options);
    // Another order of a weight's axes is another order of v.
    const oneOut = [1, ...theirs.shape.slice(1)];
    const v0 = fromTorch({ data: golden.input('v0').data, shape: oneOut }, layout);
    try {
      tidy(() => {
        norm.u.assign(upload(golden.input('u0')));
        norm.v.assign(reshape(upload(v0), [-1]));
      });
      return await withInputs(uploadInputs(golden, ['x', 'bias', 'upstream']), async ({ x, bias, upstream }) => {
        const apply = (pass: Pass): Tensor => {
          const normalized = norm.normalize(weight, pass);
          return isConvolution ? conv2d(x, normalized, { bias, stride, padding }) : linear(x, normalized, bias);
        };
        const results: Record<string, Result> = {};
        const steps = { u: [] as number[], v: [] as number[], sigma: [] as number[] };
        const passes = golden.expected.get('u') as { readonly shape: readonly number[] };
        let gradient: HostArray | undefined;
        for (let i = 0; i < passes.shape[0]!; i++) {
          const pass = new Pass({ training: true });
          const done = tidy(() => {
            const { value, aux, gradients } = valueAndGradsWithAux(() => ({ value: apply(pass), aux: pass.updates.map(([, next]) => next) }), [weight], { upstream });
            norm.u.assign(aux[0]!);
            norm.v.assign(aux[1]!);
            return { y: value, gradient: gradients[0]!, sigma: norm.sigma(weight, new Pass({ training: false })) };
          });
          results[`y.${i}`] = done.y;
          gradient = { data: await done.gradient.data<'float32'>(), shape: done.gradient.shape };
          steps.u.push(...await norm.u.data());
          steps.v.push(...toTorch({ data: (await norm.v.data<'float32'>()).slice(), shape: v0.shape }, layout).data);
          steps.sigma.push(...await done.sigma.data());
          done.gradient.dispose();
          done.sigma.dispose();
        }
        const aStep = (numbers: readonly number[]): HostArray => ({ data: Float32Array.from(numbers), shape: [passes.shape[0]!, numbers.length / passes.shape[0]!] });
        return {
          ...results, u: aStep(steps.u), v: aStep(steps.v), sigma: { data: Float32Array.from(steps.sigma), shape: [steps.sigma.length] },
          y_eval: tidy(() => apply(new Pass({ training: false }))), grad_weight: toTorch(gradient!, layout),
        };
      });
    } finally {
      weight.dispose();
      norm.dispose();
    }
  },
};
