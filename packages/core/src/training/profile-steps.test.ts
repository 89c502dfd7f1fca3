import { beforeAll, describe, expect, it } from 'vitest';

import { selectBackend } from '../backend/index.ts';
import { add, memory, scalar, tidy } from '../ops/index.ts';
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

/** Profiles so many steps after so many, of a run of `steps`. */
async function profiled(steps: number, asked: { steps: number; after: number }): Promise<{ events: number[]; found: StepsProfile[] }> {
  const events: number[] = [];
  const found: StepsProfile[] = [];
  for await (const event of profileSteps(run(steps), (made) => (made === asked.after ? asked.steps : 0), (one) => found.push(one))) events.push(event);
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

  it('may be asked for again', async () => {
    const found: StepsProfile[] = [];
    const events: number[] = [];
    for await (const event of profileSteps(run(7), (made) => (made % 3 === 1 ? 2 : 0), (one) => found.push(one))) events.push(event);
    expect(events).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(found.map(({ steps }) => steps)).toEqual([2, 2]);
  });

  it('fail as the run does, which is ended', async () => {
    const log: string[] = [];
    const failing = async function* (): AsyncGenerator<number, void, undefined> {
      try {
        yield await Promise.resolve(1);
        throw new Error('not finite');
      } finally {
        log.push('ended');
      }
    };
    await expect(async () => { for await (const event of profileSteps(failing(), () => 2, () => undefined)) log.push(String(event)); }).rejects.toThrow('not finite');
    expect(log).toEqual(['ended']);
  });

  it('end the run when nobody asks for more', async () => {
    const log: string[] = [];
    for await (const event of profileSteps(run(9, log), (made) => (made === 1 ? 2 : 0), () => undefined)) if (event === 2) break;
    expect(log).toEqual(['ended']);
  });
});
