import '@tensorflow/tfjs-backend-cpu';

import { add, memory, ones, scalar, setBackend, type Tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { isFigmentError } from '../errors.ts';
import { createSampling, type RunPlan } from './run.ts';
import type { Sampling } from './sampling.ts';

type Step = { step: number; of: number; sample: Tensor };
type Begin = RunPlan<Step, Tensor>['begin'];

await setBackend('cpu');
let before = 0;
beforeEach(() => { before = memory().numTensors; });
afterEach(() => { expect(memory().numTensors).toBe(before); });

function sampling(begin: Begin, plan: Partial<RunPlan<Step, Tensor>> = {}): Sampling<Step, Tensor> {
  return createSampling({ name: 'task "count"', seed: 1, signal: undefined, borrowed: () => false, prepare: async () => { /* nothing to check */ }, guard: () => undefined, begin, ...plan });
}

/** Untidy on purpose: adds one at each step, frees nothing, and shows what it goes on computing with. */
function counting(steps: number): Begin {
  return async function* () {
    let x: Tensor = zeros([2]);
    for (let step = 1; step <= steps; step++) {
      const one = scalar(1);
      x = add(x, one);
      yield { step, of: steps, sample: x };
    }
    return x;
  };
}

async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return await promise.then(() => { throw new Error('it did not reject'); }, (error: unknown) => error);
}

async function code(promise: Promise<unknown>): Promise<string> {
  const error = await rejection(promise);
  return isFigmentError(error) ? error.code : String(error);
}

describe('a sampling', () => {
  it('runs nothing before it is asked', async () => {
    let began = false;
    const run = sampling(async function* (call) { began = true; return yield* counting(1)(call); });
    await Promise.resolve();
    expect(began).toBe(false);
    (await run.result()).dispose();
    expect(began).toBe(true);
  });

  it('tells whether somebody looks at the steps', async () => {
    const looked: boolean[] = [];
    const begin: Begin = async function* (call) {
      for await (const step of counting(2)(call)) {
        looked.push(call.watched());
        yield step;
      }
      return ones([1]);
    };
    (await sampling(begin).result()).dispose();
    const run = sampling(begin);
    const whole = run.result();
    for await (const { step } of run) expect(step).toBeGreaterThan(0);
    (await whole).dispose();
    expect(looked).toEqual([false, false, true, true]);
  });

  it('gives the result to its caller without iterating', async () => {
    const result = await sampling(counting(3)).result();
    expect([...(await result.data())]).toEqual([3, 3]);
    expect(memory().numTensors).toBe(before + 1);
    result.dispose();
  });

  it('frees everything after a plain loop, the result too', async () => {
    const seen: number[] = [];
    for await (const { sample } of sampling(counting(3))) seen.push((await sample.data())[0] as number);
    expect(seen).toEqual([1, 2, 3]);
  });

  it('shares one run between iterating and result()', async () => {
    const run = sampling(counting(3));
    const whole = run.result();
    const steps: number[] = [];
    for await (const { step } of run) steps.push(step);
    expect(steps).toEqual([1, 2, 3]);
    const result = await whole;
    expect(await run.result()).toBe(result);
    result.dispose();
  });

  it('lends a step until the next one is asked for', async () => {
    const iterator = sampling(counting(3))[Symbol.asyncIterator]();
    const first = (await iterator.next()).value as Step;
    expect(first.sample.isDisposed).toBe(false);
    await iterator.next();
    expect(first.sample.isDisposed).toBe(true);
    await iterator.return?.();
  });

  it('keeps memory flat from step to step for a run that tidies', async () => {
    const counts: number[] = [];
    const run = sampling(async function* () {
      let x: Tensor = zeros([2]);
      for (let step = 1; step <= 5; step++) {
        x = tidy(() => add(x, scalar(1)));
        yield { step, of: 5, sample: x };
      }
      return x;
    });
    for await (const step of run) counts.push(memory().numTensors + 0 * step.step);
    expect(new Set(counts.slice(1)).size).toBe(1);
  });

  it('frees everything and stops a pending result after break', async () => {
    const run = sampling(counting(3));
    const whole = run.result();
    for await (const step of run) if (step.step === 2) break;
    expect(await code(whole)).toBe('SAMPLING_STOPPED');
  });

  it('lets finally blocks run after break', async () => {
    let cleaned = false;
    const run = sampling(async function* () {
      try {
        for (let step = 1; step <= 3; step++) yield { step, of: 3, sample: zeros([1]) };
        return zeros([1]);
      } finally {
        ones([3]);
        cleaned = true;
      }
    });
    for await (const step of run) { expect(step.step).toBe(1); break; }
    expect(cleaned).toBe(true);
  });

  it('frees everything when the run throws, and tells both who ask', async () => {
    const run = sampling(async function* (call) {
      yield* counting(2)(call);
      await call.wait(Promise.resolve());
      ones([4]);
      throw new Error('out of paint');
    });
    const whole = run.result();
    const loop = (async () => { for await (const step of run) expect(step.step).toBeLessThan(3); })();
    expect(String(await rejection(loop))).toContain('out of paint');
    expect(String(await rejection(whole))).toContain('out of paint');
  });

  it('can be iterated once', async () => {
    const run = sampling(counting(1));
    const iterator = run[Symbol.asyncIterator]();
    expect(() => run[Symbol.asyncIterator]()).toThrow(expect.objectContaining({ code: 'SAMPLING_CONSUMED' }));
    while ((await iterator.next()).done !== true);
    expect(() => run[Symbol.asyncIterator]()).toThrow(expect.objectContaining({ code: 'SAMPLING_CONSUMED' }));
    expect(await code(run.result())).toBe('SAMPLING_CONSUMED');
    expect((await iterator.next()).done).toBe(true);
  });

  it('tells its name and what was lent when a freed tensor is used', async () => {
    const run = sampling(async function* () {
      const x = zeros([2]);
      yield { step: 1, of: 3, sample: x };
      yield { step: 2, of: 3, sample: ones([2]) };
      return add(x, x);
    });
    const error = await rejection(run.result());
    expect(error).toMatchObject({ code: 'PLUGIN_INVALID' });
    expect(String(error)).toMatch(/task "count".*lent.*clone/s);
  });

  it('refuses before the run begins what can be checked only later', async () => {
    let began = false;
    const run = sampling(async function* (call) { began = true; return yield* counting(1)(call); }, { prepare: () => Promise.reject(new Error('NaN')) });
    expect(String(await rejection(run.result()))).toContain('NaN');
    expect(began).toBe(false);
  });
});

describe('an abort', () => {
  it('ends the run within one step', async () => {
    const controller = new AbortController();
    const steps: number[] = [];
    const loop = (async () => {
      for await (const { step } of sampling(counting(100), { signal: controller.signal })) {
        steps.push(step);
        if (step === 2) controller.abort();
      }
    })();
    expect(await rejection(loop)).toMatchObject({ name: 'AbortError' });
    expect(steps).toEqual([1, 2]);
  });

  it('reaches a run whose steps wait for nothing', async () => {
    const controller = new AbortController();
    const timer = setTimeout(() => { controller.abort(); }, 1);
    const endless = sampling(async function* () {
      for (let step = 1; ; step++) yield { step, of: Infinity, sample: tidy(() => ones([2])) };
    }, { signal: controller.signal });
    const loop = (async () => { for await (const { step } of endless) expect(step).toBeGreaterThan(0); })();
    expect(await rejection(loop)).toMatchObject({ name: 'AbortError' });
    clearTimeout(timer);
  });

  it('frees what is in flight, with the reason it was given', async () => {
    const controller = new AbortController();
    const run = sampling(async function* (call) {
      yield* counting(1)(call);
      controller.abort(new Error('enough'));
      yield { step: 2, of: 3, sample: ones([2]) };
      return ones([2]);
    }, { signal: controller.signal });
    expect(String(await rejection(run.result()))).toContain('enough');
  });

  it('frees everything at once when nobody asks for another step', async () => {
    const controller = new AbortController();
    const iterator = sampling(counting(3), { signal: controller.signal })[Symbol.asyncIterator]();
    await iterator.next();
    controller.abort();
    await new Promise((resolve) => { setImmediate(resolve); });
    expect(memory().numTensors).toBe(before);
    expect(await rejection(iterator.next())).toMatchObject({ name: 'AbortError' });
    expect((await iterator.next()).done).toBe(true);
  });

  it('before the start allocates nothing', async () => {
    expect(await rejection(sampling(counting(3), { signal: AbortSignal.abort() }).result())).toMatchObject({ name: 'AbortError' });
  });

  it('that nobody awaits is no unhandled rejection', async () => {
    const unhandled: unknown[] = [];
    const listen = (reason: unknown): void => { unhandled.push(reason); };
    process.on('unhandledRejection', listen);
    const controller = new AbortController();
    void sampling(counting(3), { signal: controller.signal }).result();
    controller.abort();
    await new Promise((resolve) => { setTimeout(resolve, 0); });
    process.off('unhandledRejection', listen);
    expect(unhandled).toEqual([]);
  });
});

describe('what is made after an await', () => {
  const waiting: Begin = async function* ({ wait }) {
    const logits = ones([2]);
    for (let step = 1; step <= 3; step++) {
      const data = await wait(logits.data());
      const next = scalar(data[0] as number);
      yield { step, of: 3, sample: add(next, scalar(1)) };
      await wait(Promise.resolve());
      ones([5]);
    }
    return ones([1]);
  };

  it('belongs to a run that waits with wait()', async () => {
    for await (const step of sampling(waiting)) if (step.step === 2) break;
  });

  it('does not take in what others make meanwhile', async () => {
    const theirs: Tensor[] = [];
    const state = { running: true };
    const others = (async () => {
      while (state.running) {
        theirs.push(zeros([3]));
        await Promise.resolve();
      }
    })();
    const result = await sampling(waiting).result();
    state.running = false;
    await others;
    expect(theirs.length).toBeGreaterThan(5);
    expect(theirs.filter((tensor) => tensor.isDisposed)).toEqual([]);
    for (const tensor of theirs) tensor.dispose();
    result.dispose();
  });
});
