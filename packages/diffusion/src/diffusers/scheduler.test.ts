import { isFigmentError } from '@figment/core';
import { describe, expect, it } from 'vitest';

import { fromDiffusersScheduler, parsePythonJson, toDiffusersScheduler } from './scheduler.ts';
import { schedulerClasses } from './scheduler-classes.ts';

function codeOf(call: () => unknown): unknown {
  try {
    call();
    return 'nothing thrown';
  } catch (error) {
    return isFigmentError(error) ? error.code : error;
  }
}

/** As Stable Diffusion 1.5 has it, with fields of other classes. */
const stableDiffusion = {
  _class_name: 'PNDMScheduler', _diffusers_version: '0.6.0', beta_end: 0.012, beta_schedule: 'scaled_linear', beta_start: 0.00085,
  num_train_timesteps: 1000, set_alpha_to_one: false, skip_prk_steps: true, steps_offset: 1, trained_betas: null, clip_sample: false,
};

describe('scheduler_config.json', () => {
  it('of Stable Diffusion 1.5 is read', () => {
    const { scheduler, options, process, prediction } = fromDiffusersScheduler(stableDiffusion);
    expect(scheduler.id).toBe('pndm');
    expect(options).toEqual({ stepsOffset: 1, setAlphaToOne: false, skipPrkSteps: true });
    expect(prediction).toBe('noise');
    // diffusers 0.42.1: scheduler.set_timesteps(5).
    expect(scheduler.build({ process, prediction, steps: 5 }, options).times).toEqual([801, 601, 601, 401, 201, 1]);
  });

  it.each(Object.entries(schedulerClasses).map(([name, { definition }]) => ({ name, definition })))('of $name is written, and read back the same', ({ name, definition }) => {
    const first = fromDiffusersScheduler({ _class_name: name, prediction_type: definition.predictions.includes('noise') ? 'epsilon' : 'flow_prediction' });
    const written = toDiffusersScheduler({ scheduler: definition.id, options: first.options, prediction: first.prediction, processConfig: first.processConfig });
    expect(written['_class_name']).toBe(name);
    const again = fromDiffusersScheduler(parsePythonJson(JSON.stringify(written)));
    const plans = [first, again].map(({ scheduler, options, process, prediction }) => scheduler.build({ process, prediction, steps: 7 }, options));
    expect(again.prediction).toBe(first.prediction);
    expect(again.processConfig).toEqual(first.processConfig);
    expect(plans[1]!.times).toEqual(plans[0]!.times);
    expect(plans[1]!.sigmas).toEqual(plans[0]!.sigmas);
  });

  it('keeps what is chosen', () => {
    const chosen = { _class_name: 'DPMSolverMultistepScheduler', use_karras_sigmas: true, solver_order: 3, algorithm_type: 'sde-dpmsolver++', final_sigmas_type: 'sigma_min', prediction_type: 'v_prediction', rescale_betas_zero_snr: true, beta_schedule: 'scaled_linear' };
    const { scheduler, options, prediction, processConfig } = fromDiffusersScheduler(chosen);
    expect(toDiffusersScheduler({ scheduler: scheduler.id, options, prediction, processConfig })).toMatchObject(chosen);
  });

  it('may hold infinities, as Python writes them', () => {
    expect(parsePythonJson('{"lambda_min_clipped": -Infinity, "name": "-Infinity or NaN", "x": [NaN, 1]}')).toEqual({ lambda_min_clipped: '-Infinity', name: '-Infinity or NaN', x: ['NaN', 1] });
    const { options } = fromDiffusersScheduler(parsePythonJson('{"_class_name": "DPMSolverMultistepScheduler", "lambda_min_clipped": -Infinity}'));
    expect(options).toMatchObject({ lambdaMinClipped: null });
  });

  it('is refused where it cannot be obeyed', () => {
    expect(codeOf(() => fromDiffusersScheduler({ _class_name: 'SomeScheduler' }))).toBe('ARCHITECTURE_UNSUPPORTED');
    expect(codeOf(() => fromDiffusersScheduler({ _class_name: 'DDIMScheduler', beta_schedule: 'mine' }))).toBe('CONFIG_INVALID');
    expect(codeOf(() => fromDiffusersScheduler({ _class_name: 'DDIMScheduler', prediction_type: 'mine' }))).toBe('CONFIG_INVALID');
    expect(codeOf(() => parsePythonJson('{'))).toBe('CONFIG_INVALID');
  });
});
