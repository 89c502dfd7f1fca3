import { selectBackend } from '@figment/core/backend';
import { add, memory, scalar, tidy } from '@figment/core/ops';
import { beforeAll, describe, expect, it } from 'vitest';

import { profileSteps, type StepsProfile } from './profile-steps.ts';

beforeAll(async () => { await selectBackend({ prefer: 'cpu' }); });

async function* run(steps: number, log: string[] = []): AsyncGenerator<number, void, undefined> {
  try {
    for (let step = 1; step <= steps; step++) {
      tidy(() => { add(scalar(step), 1); });
      yield await Promise.resolve(step);
    }
  } finally {
    log.push('ended');
  }
}

async function profiled(steps: number, asked: { steps: number; after: number }): Promise<{ events: number[]; found: StepsProfile[] }> {
  const events: number[] = [];
  const found: StepsProfile[] = [];
  for await (const event of profileSteps(run(steps), asked, (one) => found.push(one))) events.push(event);
  return { events, found };
}

describe('profiled steps', () => {
  it('are those after the first, told once; all events come as they would', async () => {
    const before = memory().numTensors;
    const { events, found } = await profiled(6, { steps: 2, after: 3 });
    expect(events).toEqual([1, 2, 3, 4, 5, 6]);
    expect(found).toMatchObject([{ steps: 2, kernels: [{ name: 'Add', calls: 2, share: 1 }] }]);
    expect(memory().numTensors).toBe(before);
  });

  it('may be fewer than asked for, or none', async () => {
    expect(await profiled(4, { steps: 5, after: 3 })).toMatchObject({ events: [1, 2, 3, 4], found: [{ steps: 1 }] });
    expect(await profiled(2, { steps: 5, after: 3 })).toEqual({ events: [1, 2], found: [] });
  });

  it('end the run when nobody asks for more', async () => {
    const log: string[] = [];
    for await (const event of profileSteps(run(9, log), { steps: 2, after: 1 }, () => undefined)) if (event === 2) break;
    expect(log).toEqual(['ended']);
  });
});
