import { selectBackend } from '@figment/core';
import { memory } from '@figment/core/ops';
import { key } from '@figment/core/random';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';

import { generate } from './generate.ts';
import { Session } from './session.ts';
import { type TableModel, tableModel } from './testing/table-model.ts';
import { written } from './testing/written.ts';

let model: TableModel;
let before: number;
beforeAll(async () => {
  await selectBackend({ prefer: 'cpu' });
  model = tableModel();
});
afterAll(() => { model.free(); });
beforeEach(() => { before = memory().numTensors; });
afterEach(() => { expect(memory().numTensors - before, 'tensors left behind').toBe(0); });

const options = { maxTokens: 8, temperature: 1 };

it('reads only what is new, and writes what it would have written without', async () => {
  const session = new Session(model);
  const first = await written(model, [[1, 2, 3]], options, { prefix: session });
  const reply = first.sequences[0]!.ids;
  expect([first.read, first.reused]).toEqual([3 + 7, 0]);
  const conversation = [1, 2, 3, ...reply, 4, 5];
  const second = await written(model, [conversation], options, { prefix: session });
  expect([second.read, second.reused]).toEqual([1 + 2 + 7, 3 + 7]);
  expect(second.sequences).toEqual((await written(model, [conversation], options)).sequences);
  expect(session.ids).toEqual([...conversation, ...second.sequences[0]!.ids.slice(0, -1)]);
  session.dispose();
});

it('goes back to where the conversation was changed', async () => {
  const session = new Session(model);
  await written(model, [[1, 2, 3, 4, 5, 6]], options, { prefix: session });
  const changed = await written(model, [[1, 2, 3, 9, 9, 9, 9]], options, { prefix: session });
  expect([changed.read, changed.reused]).toEqual([4 + 7, 3]);
  expect(changed.sequences).toEqual((await written(model, [[1, 2, 3, 9, 9, 9, 9]], options)).sequences);
  const same = await written(model, [[1, 2, 3, 9, 9, 9, 9]], options, { prefix: session });
  expect([same.read, same.reused]).toEqual([1 + 7, 6]);
  const other = await written(model, [[7, 8]], options, { prefix: session });
  expect(other.reused).toBe(0);
  session.dispose();
});

it('is saved and restored', async () => {
  const session = new Session(model);
  await written(model, [[1, 2, 3]], options, { prefix: session });
  const saved = structuredClone(await session.toHost());
  const restored = Session.from(model, saved);
  session.dispose();
  expect(restored.ids).toEqual(saved.ids);
  const conversation = [...saved.ids, 4];
  const next = await written(model, [conversation], options, { prefix: restored });
  expect(next.reused).toBe(saved.ids.length);
  expect(next.sequences).toEqual((await written(model, [conversation], options)).sequences);
  restored.dispose();
});

it('keeps what was read when a run is left early', async () => {
  const session = new Session(model);
  for await (const { step } of generate(model, [[1, 2, 3]], options, { key: key(1), prefix: session })) if (step === 4) break;
  expect(session.ids).toHaveLength(3 + 3);
  session.dispose();
});

it('keeps the prompt of several texts, and of beams', async () => {
  const session = new Session(model);
  await written(model, [[1, 2, 3]], { ...options, samples: 3 }, { prefix: session });
  expect(session.ids).toEqual([1, 2, 3]);
  const beams = await written(model, [[1, 2, 3, 4]], { maxTokens: 5, beams: 3 }, { prefix: session });
  expect([beams.reused, session.ids]).toEqual([3, [1, 2, 3, 4]]);
  session.dispose();
});

it('slides, and goes on from what it still knows', async () => {
  const session = new Session(model);
  const sliding = { ...options, maxTokens: 40, overflow: 'slide' } as const;
  const prompt = Array.from({ length: 60 }, (_, i) => i % 12);
  const first = await written(model, [prompt], sliding, { prefix: session });
  const conversation = [...prompt, ...first.sequences[0]!.ids, 1, 2];
  const second = await written(model, [conversation], { ...sliding, maxTokens: 4 }, { prefix: session });
  expect(second.reused).toBeGreaterThan(30);
  expect(second.read).toBe(1 + 2 + 3);
  session.dispose();
});

it('rests when nothing of it is of use, and frees nothing twice', async () => {
  const session = new Session(model);
  const writing = generate(model, [[1, 2]], options, { key: key(1), prefix: session });
  await writing.next();
  session.dispose();
  await writing.return({ sequences: [], read: 0, reused: 0 });
  expect(session.ids).toEqual([1, 2]);
});
