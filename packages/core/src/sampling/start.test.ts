import '@tensorflow/tfjs-backend-cpu';

import { add, memory, ones, setBackend } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';

import { normalArray } from '../random/index.ts';
import { startSampling } from './start.ts';

await setBackend('cpu');

/** What it draws, added to what it is given. */
const run = (seed?: number) => {
  const input = { x: ones([2]) };
  const sampling = startSampling({
    name: 'a run',
    input,
    async *begin({ key }) {
      const [drawn = 0] = normalArray(key, 1);
      yield { step: 1, of: 1, sample: input.x };
      return { drawn, sum: add(input.x, drawn), input: input.x };
    },
  }, { seed });
  return { input, sampling };
};

async function resultOf({ input, sampling }: ReturnType<typeof run>): Promise<number> {
  const { drawn, sum, input: copy } = await sampling.result();
  // Inputs stay the caller's, and what is returned is always a tensor of its own.
  expect(copy.id).not.toBe(input.x.id);
  for (const tensor of [input.x, sum, copy]) tensor.dispose();
  return drawn;
}

it('draws the same from the same seed, and another from another', async () => {
  const before = memory().numTensors;
  const [first, again, other] = [await resultOf(run(1)), await resultOf(run(1)), await resultOf(run(2))];
  expect(again).toBe(first);
  expect(other).not.toBe(first);
  expect(memory().numTensors).toBe(before);
});

it('tells the seed that it drew, with which the run can be repeated', async () => {
  const drawn = run();
  const { seed } = drawn.sampling;
  expect(await resultOf(run(seed))).toBe(await resultOf(drawn));
});

it.each([[{ seed: 0.5 }, 'options.seed must be a safe integer, got 0.5.'], [{ signal: {} as AbortSignal }, 'options.signal must be an AbortSignal']])('refuses %o', (options, message) => {
  expect(() => startSampling({ name: 'a run', input: undefined, async *begin() { /* never */ } }, options)).toThrow(message);
});
