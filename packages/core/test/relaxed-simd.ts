/** Run by start.test.ts, with relaxed SIMD: prints the device and a product, with relaxed SIMD wanted and not. */
import { selectBackend } from '../src/backend/index.ts';
import { matMul, tensor } from '../src/ops/index.ts';

for (const relaxedSimd of [true, false]) {
  const { device } = await selectBackend({ prefer: 'wasm', wasm: { relaxedSimd } });
  const product = matMul(tensor([1, 2, 3, 4], [2, 2]), tensor([5, 6, 7, 8], [2, 2]));
  console.log(device, [...(await product.data())].join(' '));
}
