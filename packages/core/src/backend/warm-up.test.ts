import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { noSoftwareGpu, softwareGpuEnvironment } from '@figment/build/software-gpu';
import { expect, it } from 'vitest';

import { conv2d, gelu, groupNorm, mean, square, tensor, tidy, valueAndGrads } from '../ops/index.ts';
import { selectBackend, warmUp } from './index.ts';

it('does not even call what is to be computed where nothing is compiled', async () => {
  await selectBackend({ prefer: 'cpu' });
  await warmUp(() => { throw new Error('called'); });
});

it.skipIf(noSoftwareGpu !== undefined)('compiles a step ahead on webgpu, tells how far it is, and leaves nothing to compile', { timeout: 120_000 }, async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=@figment/source', '--import', 'tsx', 'test/warm-up.ts'], { env: { ...process.env, ...softwareGpuEnvironment } });
  const { computed, progress, ahead, left, later, values, again, refused } = JSON.parse(stdout) as Record<string, unknown> & { progress: { done: number; of: number }[]; values: number[] };
  expect(computed).toBe(1);
  expect(progress[0]!.of).toBeGreaterThan(5);
  expect(progress).toEqual(Array.from({ length: progress[0]!.of + 1 }, (_, done) => ({ done, of: progress[0]!.of })));
  expect({ ahead, left, later, again, refused }).toEqual({ ahead: progress[0]!.of, left: 0, later: 0, again: { done: 0, of: 0 }, refused: 'INPUT_INVALID' });

  await selectBackend({ prefer: 'cpu' });
  const x = tensor(Array.from({ length: 96 }, (_, i) => Math.sin(i)), [2, 4, 4, 3]);
  const kernel = tensor(Array.from({ length: 108 }, (_, i) => Math.cos(i)), [3, 3, 3, 4]);
  const { value, gradients: [gradient] } = tidy(() => valueAndGrads(() => mean(square(gelu(groupNorm(conv2d(x, kernel, { padding: 1 }), { groups: 2 })))), [kernel]));
  const expected = [...value.dataSync(), ...gradient!.dataSync().slice(0, 3)];
  for (const [i, each] of expected.entries()) expect(values[i]).toBeCloseTo(each, 4);
  for (const each of [x, kernel, value, gradient!]) each.dispose();
});
