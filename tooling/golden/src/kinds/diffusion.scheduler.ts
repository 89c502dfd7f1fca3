import type { Tensor } from '@figment/core';
import { add, concat, cos, dispose, keep, mul, stack, tanh, tidy, upload } from '@figment/core/ops';
import { fromDiffusersScheduler } from '@figment/diffusion/diffusers';
import type { SolverState } from '@figment/diffusion/schedulers';

import type { GoldenCase } from '../case/case.ts';
import { readScheduler, stepOptions } from '../diffusion/scheduler.ts';
import type { GoldenKind } from '../kind.ts';

/** Every call of a sampler on an analytic model. */
export const kind: GoldenKind = {
  name: 'diffusion.scheduler',
  run(golden) {
    const { options } = golden;
    const given = stepOptions(golden);
    const steps = options.has('num_inference_steps') ? options.number('num_inference_steps') : ((given['sigmas'] ?? given['timesteps']) as readonly number[]).length;
    const config = readScheduler(golden);
    const { scheduler, options: read, process, prediction } = fromDiffusersScheduler(config);
    const plan = scheduler.build({ process, prediction, steps }, { ...read, ...given });
    const model = modelOf(golden, options.raw('variance_type') === 'learned_range' || options.raw('variance_type') === 'learned');
    const xs: Tensor[] = [], cleans: Tensor[] = [];
    const made = tidy(() => {
      const noises = golden.hasInput('noises') ? golden.input('noises') : undefined;
      let state: SolverState = { x: mul(upload(golden.input('x_noise')), plan.initialScale), history: [] };
      const size = state.x.size;
      plan.times.forEach((time, i) => {
        const noise = plan.draws[i] === true ? upload({ shape: state.x.shape, data: noises!.data.slice(i * size, (i + 1) * size) }) : undefined;
        state = plan.step(state, model(plan.scaleInput(state.x, i), time), i, noise);
        xs.push(state.x);
        cleans.push(state.clean!);
      });
      return { xs: keep(stack(xs, 0)), x0s: keep(stack(cleans, 0)) };
    });
    if (!golden.expected.has('x0s')) dispose(made.x0s);
    // Solvers of flows have a table of betas all the same.
    const table = fromDiffusersScheduler({ ...config, use_flow_sigmas: false }).process;
    const level = (time: number) => table.at(time).alpha ** 2;
    const last = table.trainingSteps;
    const sigmas = golden.expected.get('sigmas');
    return {
      xs: made.xs,
      ...(golden.expected.has('x0s') && { x0s: made.x0s }),
      timesteps: [...plan.times],
      sigmas: sigmas === undefined || 'exactly' in sigmas ? [...plan.sigmas] : padded(plan.sigmas, sigmas.data.length),
      init_noise_sigma: plan.initialScale,
      noise_used: plan.draws.map(Number),
      alphas_cumprod_head: [0, 1, 2, 3, 4].map(level),
      alphas_cumprod_tail: [5, 4, 3, 2, 1].map((back) => level(last - back)),
    };
  },
};

/** diffusers lets some solvers of second order end with the last noise level more often than it is reached. */
function padded(sigmas: readonly number[], length: number): number[] {
  return Array.from({ length: Math.max(length, sigmas.length) }, (_, i) => sigmas[i] ?? sigmas.at(-1)!);
}

/** a tanh(x) + b sin(t / c), and for learnt variances 0.3 cos(x) behind it. */
function modelOf(golden: GoldenCase, saysVariance: boolean): (x: Tensor, time: number) => Tensor {
  const { a, b, c } = golden.options.raw('model') as { a: number; b: number; c: number };
  return (x, time) => {
    const said = add(mul(tanh(x), a), b * Math.sin(time / c));
    return saysVariance ? concat([said, mul(cos(x), 0.3)], -1) : said;
  };
}
