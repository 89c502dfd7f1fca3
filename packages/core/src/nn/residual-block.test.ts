import { describe, expect, it } from 'vitest';

import { expectClose, expectNoLeak, onEachBackend } from '../../test/backends.ts';
import { expectGradients, values } from '../../test/derivatives.ts';
import { expectParameterGradients, expectRefused, setParameters } from '../../test/layers.ts';
import { dispose, tensor, tidy, upload } from '../ops/index.ts';
import { key } from '../random/index.ts';
import type { Tensor } from '../tensor.ts';
import { ConditionedResidualBlock, Downsample, ResidualBlock, Upsample } from './index.ts';

onEachBackend(() => {
  describe('ResidualBlock', () => {
    it('begins as the identity, whatever the condition', async () => {
      await expectNoLeak(async () => {
        const block = new ConditionedResidualBlock(key(1), { in: 4, groups: 2, condition: 3, conditioning: 'scaleShift' });
        const x = values([2, 3, 3, 4]);
        const y = tidy(() => block.forward(upload(x), { condition: upload(values([2, 3])) }));
        await expectClose(y, x.data, { atol: 0, rtol: 0 });
        y.dispose();
        block.dispose();
      });
    });

    it.each([
      [{}],
      [{ out: 6 }],
      [{ condition: 3 }],
      [{ out: 2, condition: 3, conditioning: 'scaleShift' }],
    ] as const)('has true gradients with %o', async (options) => {
      const make = (): ConditionedResidualBlock => new ConditionedResidualBlock(key(2), { in: 4, groups: 2, zeroInitialised: false, ...options });
      const call = (): { condition?: Tensor } => ('condition' in options ? { condition: upload(values([1, 3], 2)) } : {});
      const block = make();
      await expectGradients((x) => block.forward(x, call()), [values([1, 2, 3, 4])]);
      block.dispose();
      await expectParameterGradients(make, (module) => module.forward(upload(values([1, 2, 3, 4])), call()), { elements: 3 });
    });

    it('drops only when handed a key', async () => {
      await expectNoLeak(async () => {
        const block = new ResidualBlock(key(2), { in: 4, groups: 2, dropout: 0.5, zeroInitialised: false });
        const [plain, again, dropped] = tidy<[Tensor, Tensor, Tensor]>(() => {
          const x = upload(values([1, 3, 3, 4]));
          return [block.forward(x), block.forward(x), block.forward(x, { key: key(1) })];
        });
        await expectClose(again, plain, { atol: 0, rtol: 0 });
        expect(Array.from(await dropped.data())).not.toEqual(Array.from(await plain.data()));
        dispose([plain, again, dropped]);
        block.dispose();
      });
    });

    it('refuses groups that do not divide, a missing condition and one too many', async () => {
      expectRefused(() => new ResidualBlock(key(1), { in: 48 }), 'ResidualBlock.in must be a multiple of groups (32), got 48.');
      expectRefused(() => new ResidualBlock(key(1), { in: 8, out: 12, groups: 8 }), 'ResidualBlock.out must be a multiple of groups (8), got 12.');
      await expectNoLeak(() => {
        const plain = new ConditionedResidualBlock(key(1), { in: 4, groups: 2 }), conditioned = new ConditionedResidualBlock(key(1), { in: 4, groups: 2, condition: 3 });
        tidy(() => {
          const x = upload(values([1, 2, 2, 4]));
          expect(() => conditioned.forward(x)).toThrow('This ConditionedResidualBlock must be given a condition [B, 3], got none.');
          expect(() => plain.forward(x, { condition: upload(values([1, 3])) })).toThrow('This ConditionedResidualBlock must be given no condition, got one.');
        });
        plain.dispose();
        conditioned.dispose();
      });
    });
  });

  describe('Downsample and Upsample', () => {
    it('halve and double', async () => {
      await expectNoLeak(() => {
        const down = new Downsample(key(1), { channels: 2, out: 3 }), latent = new Downsample(key(1), { channels: 2, padding: 'bottomRight' });
        const up = new Upsample(key(1), { channels: 2, out: 1, mode: 'bilinear' });
        tidy(() => {
          const x = upload(values([1, 4, 6, 2]));
          expect(down.forward(x).shape).toEqual([1, 2, 3, 3]);
          expect(latent.forward(x).shape).toEqual([1, 2, 3, 2]);
          expect(up.forward(x).shape).toEqual([1, 8, 12, 1]);
        });
        for (const layer of [down, latent, up]) layer.dispose();
      });
      expectRefused(() => new Upsample(key(1), { channels: 1, mode: 'bicubic' as never }), 'Upsample.mode must be one of nearest, bilinear, got bicubic.');
    });

    it('double by repeating pixels before the convolution', async () => {
      await expectNoLeak(async () => {
        const up = new Upsample(key(1), { channels: 1 });
        setParameters(up, { 'conv.weight': { shape: [3, 3, 1, 1], data: [0, 0, 0, 0, 1, 0, 0, 0, 0] }, 'conv.bias': { shape: [1], data: [0] } });
        const y = tidy(() => up.forward(tensor([1, 2], [1, 1, 2, 1])));
        await expectClose(y, [[[[1], [1], [2], [2]], [[1], [1], [2], [2]]]]);
        y.dispose();
        up.dispose();
      });
    });

    it('have true gradients', async () => {
      await expectParameterGradients(() => new Upsample(key(1), { channels: 2 }), (up) => up.forward(upload(values([1, 2, 3, 2]))));
      await expectParameterGradients(() => new Downsample(key(1), { channels: 2, padding: 'bottomRight' }), (down) => down.forward(upload(values([1, 4, 4, 2]))));
    });
  });
});
