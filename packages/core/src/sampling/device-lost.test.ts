import { memory } from '@tensorflow/tfjs-core';
import { beforeEach, expect, it } from 'vitest';
import { z } from 'zod';

import { onEachBackend } from '../../test/backends.ts';
import { losable } from '../../test/losable.ts';
import { restoreBackend, selectBackend } from '../backend/index.ts';
import { ones, scalar } from '../ops/index.ts';
import { createModel, defineModel, task, toHost } from '../plugin/index.ts';

type Waits = 'not' | 'with wait' | 'without wait';

/** Counts, and in the second step waits for ever, as for a GPU that is gone. */
const counter = (waits: Waits, done: () => void) => defineModel({
  id: 'test/counter',
  title: 'Counter',
  config: z.object({}),
  tasks: { count: task({ title: 'Count', input: {}, options: z.object({}), output: 'embedding' }) },
  create: () => ({
    modules: {},
    objectives: [],
    run: {
      async *count(_: object, _options: object, { wait }) {
        try {
          yield { step: 1, of: 3, sample: ones([1, 2]) };
          const own = scalar(1);
          if (waits === 'with wait') await wait(new Promise(() => undefined));
          if (waits === 'without wait') await new Promise(() => undefined);
          yield { step: 2, of: 3, sample: ones([1, 2]) };
          own.dispose();
          return ones([1, 2]);
        } finally {
          done();
        }
      },
    },
  }),
});

onEachBackend((backend) => {
  let device: ReturnType<typeof losable>;
  beforeEach(async () => {
    device = losable(backend as 'cpu' | 'wasm');
    await selectBackend({ prefer: backend, providers: [device.provider] });
  });

  it.each<[Waits, boolean]>([['not', true], ['with wait', true], ['without wait', false]])('rejects when the device is lost while the author waits: %s', async (waits, cleansUp) => {
    const before = memory().numTensors;
    let done = false;
    const model = await createModel(counter(waits, () => { done = true; }), {}, { seed: 0 });
    const steps = model.tasks.count.sample({})[Symbol.asyncIterator]();
    await steps.next();
    const second = steps.next();
    setTimeout(device.lose);
    const failure = waits === 'not' ? second.then(async () => { await new Promise((resolve) => setTimeout(resolve)); return await steps.next(); }) : second;
    await expect(failure).rejects.toMatchObject({ code: 'DEVICE_LOST' });
    expect(done, 'its finally block ran').toBe(cleansUp);
    model.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it('does not go on when the device was replaced between two steps', async () => {
    const before = memory().numTensors;
    const model = await createModel(counter('not', () => undefined), {}, { seed: 0 });
    const steps = model.tasks.count.sample({})[Symbol.asyncIterator]();
    await steps.next();
    device.lose();
    await restoreBackend();
    await expect(steps.next()).rejects.toMatchObject({ code: 'DEVICE_LOST' });
    (await model.tasks.count.sample({}).result()).dispose();
    model.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it('rejects a result that can no longer be read', async () => {
    const model = await createModel(counter('not', () => undefined), {}, { seed: 0 });
    const result = await model.tasks.count.sample({}).result();
    device.lose();
    await expect(toHost('embedding', result)).rejects.toMatchObject({ code: 'DEVICE_LOST' });
    await expect(model.tasks.count.sample({}).result()).rejects.toMatchObject({ code: 'DEVICE_LOST' });
    result.dispose();
    model.dispose();
  });
});
