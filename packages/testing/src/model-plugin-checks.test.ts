import { describe, expect, it } from 'vitest';

import { type Flaw, toy } from '../test/toy.ts';
import { modelPluginChecks, type PluginCheckOptions } from './index.ts';

/** Runs every check; what failed, by name, with its message. */
async function failures(flaw?: Flaw, options: Partial<PluginCheckOptions> = {}): Promise<Record<string, string>> {
  const failed: Record<string, string> = {};
  for (const { name, run } of modelPluginChecks(toy(flaw), { config: { width: 4 }, invalidConfig: { width: 0 }, backends: ['cpu'], ...(flaw === 'hang on abort' && { abortLimitMs: 50 }), ...options } as never)) {
    await run().catch((error: unknown) => { failed[name.replace('cpu: ', '')] = String(error); });
  }
  return failed;
}

/** Each case trains, samples and saves a model some twenty times. */
describe('the checks', { timeout: 120_000 }, () => {
  it('let a sound plugin pass on every backend', async () => {
    expect(await failures(undefined, { backends: ['cpu', 'wasm'] })).toEqual({});
  });

  it('run on cpu and wasm unless they are told otherwise', () => {
    const names = modelPluginChecks(toy(), { config: {}, invalidConfig: { width: 0 } }).map(({ name }) => name);
    expect(new Set(names.map((name) => name.split(':')[0]))).toEqual(new Set(['cpu', 'wasm']));
    expect(new Set(names).size).toBe(names.length);
  });

  it.each<[Flaw, string, RegExp]>([
    ['default', 'has defaults that its own schemas accept', /config: the default of width, 128/],
    ['late refusal', 'refuses a wrong config before anything is allocated', /let through by the config's schema; create\(\) threw RangeError: width/],
    ['lax schema', 'refuses a wrong config before anything is allocated', /must be refused by the config's schema, but nothing was thrown/],
    ['random weights', 'starts from the same weights for the same seed', /weights\.encode\.weight starts differently each time: draw it with host\.key/],
    ['leak in create', 'leaves nothing behind when it is created and disposed', /left 1 tensor behind.*wait/],
    ['leak in calibration', 'leaves nothing behind when it is created and disposed', /left 2 tensors behind/],
    ['wrong output', 'generate gives the kind that it declares', /declares the output "image": the result must be float32 of shape .*, got float32 of shape \[16\]/],
    ['out of range', 'generate gives the kind that it declares', /in \[0, 1\], got 1\.\d+ at/],
    ['step numbers', 'generate numbers its steps', /0, 1, 2, 3; they must count from 1/],
    ['wrong total', 'generate numbers its steps', /said there would be 7, 7, 7, 7 steps, and yielded 4/],
    ['random sample', 'generate gives the same sample for the same seed', /draw every random number with call\.key/],
    ['growth', 'generate keeps memory flat from step to step', /holds more tensors at each step/],
    ['wrong gradient', 'has gradients that agree with finite differences', /the gradient of "toy" with respect to (encode|decode)\.(weight|bias) is/],
    ['leak in training', 'leaves nothing behind when it is trained, however that ends', /training left 3 tensors behind/],
    ['no learning', 'lowers its loss on a tiny set', /the loss "toy" went from .* to .* in 40 steps on a tiny set/],
    ['state outside of modules', 'goes on bit for bit from a checkpoint', /is another after 2 steps, a checkpoint and 2 more/],
    ['unsaved state', 'comes back from a checkpoint as it was', /generate gives another result after the model was saved and opened/],
  ])('catch the flaw "%s" by the check made for it, and no other', async (flaw, check, message) => {
    const failed = await failures(flaw);
    expect(Object.keys(failed)).toEqual([check]);
    expect(failed[check]).toMatch(message);
  });

  it('refuse to go on with a definition that is none', async () => {
    const failed = await failures('id');
    expect(failed['is defined soundly: id, titles, schemas, kinds']).toMatch(/the id of a model must be owner\/name in small letters/);
  });

  it.each<[Flaw, readonly string[], RegExp]>([
    ['config that changes', ['has defaults that its own schemas accept', 'comes back from a checkpoint as it was'], /config changes when it is validated again/],
    // train() refuses it, too.
    ['unsaved parameter', ['saves all that it trains', 'leaves nothing behind when it is trained, however that ends', 'lowers its loss on a tiny set', 'goes on bit for bit from a checkpoint'], /the objective "toy" trains weight, which is in none of the modules/],
    ['random loss', ['has gradients that agree with finite differences', 'goes on bit for bit from a checkpoint'], /the loss of "toy" differs from call to call: draw every random number with call\.key/],
    ['leak after await', ['generate leaves nothing behind, however it ends', 'generate stops within one step of an abort, and leaves nothing behind', 'generate leaves nothing behind when it fails half-way'], /generate in a loop left \d+ tensors behind.*after an `await`, only what waited with `wait\(promise\)`/],
    ['leak on abort', ['generate stops within one step of an abort, and leaves nothing behind'], /generate aborted (after|during) step \d left 1 tensor behind/],
    ['hang on abort', ['generate stops within one step of an abort, and leaves nothing behind'], /has not ended 50 ms after an abort.*call\.signal/],
    ['leak on failure', ['generate leaves nothing behind when it fails half-way'], /generate that failed left 1 tensor behind/],
  ])('catch the flaw "%s" wherever it shows', async (flaw, checks, message) => {
    const failed = await failures(flaw);
    expect(Object.keys(failed)).toEqual(checks);
    expect(failed[checks[0]!]).toMatch(message);
  });
});
