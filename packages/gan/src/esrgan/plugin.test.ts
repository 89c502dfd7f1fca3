import { arrays } from '@figment/core/data';
import { tensor } from '@figment/core/ops';
import { testModelPlugin } from '@figment/testing/vitest';
import { describe } from 'vitest';

import { superResolution } from '../super-resolution.ts';

const waves = (count: number): Float32Array => Float32Array.from({ length: count }, (_, i) => 0.5 + 0.4 * Math.sin(i * i));
const data = arrays({ image: { data: waves(8 * 192), shape: [8, 8, 8, 3] } });
const inputs = { upscale: () => ({ input: tensor(waves(20 * 18 * 3), [20, 18, 3]) }) };
const common = { data: data as never, inputs, options: { upscale: { tile: 16 } }, training: { steps: 15, batchSize: 4 } };

describe('dense blocks', () => {
  testModelPlugin(superResolution, { ...common, config: { features: 4, growth: 2, denseBlocks: 1 }, invalidConfig: { scale: 5 } });
});
describe('nested dense blocks', () => {
  testModelPlugin(superResolution, { ...common, config: { architecture: 'residualInResidual', scale: 4, features: 4, growth: 2, denseBlocks: 1, blocks: 1 }, invalidConfig: { features: 0 }, backends: ['wasm'] });
});
describe('judged by patches', () => {
  testModelPlugin(superResolution, { ...common, config: { features: 4, growth: 2, denseBlocks: 1, adversarial: 0.1 }, invalidConfig: { adversarial: -1 }, training: { ...common.training, falling: ['generator'] }, backends: ['wasm'] });
});
