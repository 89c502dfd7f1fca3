import { beforeAll, describe, expect, it } from 'vitest';

import { selectBackend } from '../../backend/index.ts';
import { fill, memory, tensor, tidy, zeros } from '../index.ts';
import type { Tensor } from '../../tensor.ts';
import { psnr } from './psnr.ts';
import reference from './similarity-reference.json' with { type: 'json' };
import { ssim } from './ssim.ts';

beforeAll(() => selectBackend({ prefer: 'cpu' }));

const numbers = (make: () => Tensor): number[] => {
  const before = memory().numTensors;
  const values = tidy(() => Array.from(make().dataSync()));
  expect(memory().numTensors).toBe(before);
  return values;
};
const pictures = (): [Tensor, Tensor] => [tensor(reference.x, reference.shape), tensor(reference.y, reference.shape)];

describe('psnr', () => {
  it('is 20 dB for an error of a tenth everywhere', () => {
    expect(numbers(() => psnr(fill([1, 2, 2, 3], 0.5), fill([1, 2, 2, 3], 0.6)))[0]).toBeCloseTo(20, 3);
  });

  it('ends at 120 dB for equal pictures', () => {
    expect(numbers(() => psnr(zeros([1, 2, 2, 1]), zeros([1, 2, 2, 1])))[0]).toBeCloseTo(120, 3);
  });

  it('is what scikit-image says', () => {
    expect(numbers(() => psnr(...pictures()))[0]).toBeCloseTo(reference.psnr, 4);
  });
});

describe('ssim', () => {
  it('is what scikit-image says, with either window', () => {
    expect(numbers(() => ssim(...pictures()))[0]).toBeCloseTo(reference.ssim_uniform7, 5);
    expect(numbers(() => ssim(...pictures(), { window: 'gaussian' }))[0]).toBeCloseTo(reference.ssim_gauss11, 5);
  });

  it('is 1 for equal pictures', () => {
    expect(numbers(() => ssim(pictures()[0], pictures()[0]))[0]).toBeCloseTo(1, 6);
  });

  it('refuses pictures smaller than its window', () => {
    expect(() => numbers(() => ssim(zeros([1, 6, 9, 1]), zeros([1, 6, 9, 1])))).toThrow(expect.objectContaining({ code: 'SHAPE_MISMATCH' }) as Error);
  });
});
