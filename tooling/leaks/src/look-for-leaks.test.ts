import { selectBackend } from '@figment/core/backend';
import { keep, mean, memory, mul, ones, scalar, square, tidy } from '@figment/core/ops';
import { Linear } from '@figment/core/nn';
import { type AnyModelDefinition, defineModel, task } from '@figment/core/plugin';
import type { Tensor } from '@figment/core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { isLeak } from './finding.ts';
import { lookForLeaks } from './look-for-leaks.ts';

function model(leaks: boolean): AnyModelDefinition {
  return defineModel({
    id: 'test/toy',
    title: 'Toy',
    config: z.object({}),
    data: { fields: { image: 'image' } },
    tasks: { paint: task({ title: 'Paint', input: {}, options: z.object({}), output: 'image' }) },
    create(_, { key }) {
      const layer = new Linear(key, { in: 3, out: 3 });
      return {
        modules: { layer },
        objectives: [{
          name: 'toy',
          parameters: () => layer.namedParameters(),
          loss({ image }: { image: Tensor }) {
            if (leaks) left.push(keep(scalar(1)));
            return { loss: mean(square(layer.forward(image))) };
          },
        }],
        run: {
          async *paint() {
            const sample = tidy(() => mul(ones([2, 2, 3]), 0.5));
            yield { step: 1, of: 1, sample };
            return sample;
          },
        },
      };
    },
  });
}

const left: Tensor[] = [];
let before = 0;
beforeAll(async () => { await selectBackend({ prefer: 'cpu' }); });
beforeEach(() => { before = memory().numTensors; });
afterEach(() => {
  for (const tensor of left.splice(0)) tensor.dispose();
  expect(memory().numTensors).toBe(before);
});

async function leaking(definition: AnyModelDefinition): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for await (const finding of lookForLeaks(definition, {}, 'cpu', { steps: 5, aborts: 3 })) if (isLeak(finding)) found[finding.scenario] = finding.tensors;
  return found;
}

describe('looking for leaks', () => {
  it('finds none in a sound model', async () => {
    expect(await leaking(model(false))).toEqual({});
  });

  it('says where tensors were left', async () => {
    const found = await leaking(model(true));
    expect(found['train 5 steps']).toBe(5);
    expect(Object.keys(found)).toEqual(['train 5 steps', 'train, abort', 'train, error', 'create and dispose']);
  });
});
