import { getBackend, getKernel, memory } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';

import { key, normal, normalArray, uniform, uniformArray } from '../../../random/index.ts';
import { selectBackend } from '../../select.ts';

beforeAll(async () => {
  await selectBackend({ prefer: 'wasm' });
}, 60_000);

it.each([0, 1, 3, 5, 7, 17, 65, 200_003])('draws %i numbers on wasm bit for bit as on the host', async (count) => {
  expect(getKernel('FigmentRandom', getBackend())).toBeDefined();
  const before = memory().numTensors;
  for (const seed of [0, 7, 4_000_000_000]) {
    const [uniforms, normals] = [uniform(key(seed), [count]), normal(key(seed), [count])];
    const bits = (numbers: Float32Array): Int32Array => new Int32Array(numbers.buffer, numbers.byteOffset, numbers.length);
    expect(Buffer.compare(Buffer.from(bits(await uniforms.data() as Float32Array).slice().buffer), Buffer.from(bits(uniformArray(key(seed), count)).slice().buffer))).toBe(0);
    expect(Buffer.compare(Buffer.from(bits(await normals.data() as Float32Array).slice().buffer), Buffer.from(bits(normalArray(key(seed), count)).slice().buffer))).toBe(0);
    uniforms.dispose();
    normals.dispose();
  }
  expect(memory().numTensors).toBe(before);
});
