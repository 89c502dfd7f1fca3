import { beforeAll, expect, it } from 'vitest';

import type { Torch } from '../tensors/torch.ts';
import { describeTorch, saying, startForTests } from '../testing/torch.ts';
import type { Handle } from './signature.ts';

describeTorch('operations of torch', () => {
  let torch: Torch;
  beforeAll(async () => { ({ torch } = await startForTests()); });
  const run = <Value>(work: (x: Handle, y: Handle) => Value): Value => torch.scope(() => {
    const x = torch.upload(Float32Array.of(1, 2, 3, 4), [2, 2], 'float32');
    const y = torch.upload(Float32Array.of(5, 6, 7, 8), [2, 2], 'float32');
    return work(x, y);
  });
  const read = (handle: Handle) => [...torch.read(handle, torch.shapeOf(handle))];

  it('take tensors, lists of them, numbers, flags, text and nothing', () => {
    run((x, y) => {
      expect(read(torch.row('aten::cat Li T')([x, y], 1))).toEqual([1, 2, 5, 6, 3, 4, 7, 8]);
      expect(read(torch.row('aten::sum.dim_IntList TJbe T')(x, [0], false, null))).toEqual([4, 6]);
      expect(read(torch.row('aten::sum.dim_IntList TJbe T')(x, null, true, torch.dtypes.float32))).toEqual([10]);
      expect(read(torch.row('aten::clamp.Tensor Ttt T')(x, null, torch.scalar(2)))).toEqual([1, 2, 2, 2]);
      expect(read(torch.row('aten::pad TIsg T')(x, [1, 0], 'constant', 9))).toEqual([9, 1, 2, 9, 3, 4]);
      expect(read(torch.row('aten::pad TIsg T')(x, [1, 0], 'constant', null))).toEqual([0, 1, 2, 0, 3, 4]);
      expect(read(torch.row('aten::einsum sL0 T')('ij,jk->ik', [x, y]))).toEqual([19, 22, 43, 50]);
      expect(read(torch.row('aten::index.Tensor TP T')(x, [null, torch.upload(Int32Array.of(1, 0), [2], 'int32')]))).toEqual([2, 1, 4, 3]);
      expect(read(torch.row('aten::native_layer_norm TIttf TTT')(x, [2], null, null, 0)[1])).toEqual([1.5, 3.5]);
    });
  });

  it('make tensors on the device', () => {
    run(() => {
      const zeros = torch.row('aten::zeros Ie0v0 T')([2], torch.dtypes.float32);
      expect(read(zeros)).toEqual([0, 0]);
    });
  });

  it('return several values, and lists', () => {
    run((x) => {
      const [maxima, places] = torch.row('aten::topk Tiibb TT')(x, 1, 1, true, true);
      expect(read(maxima)).toEqual([2, 4]);
      expect(torch.dtypeOf(places)).toBe(torch.dtypes.int64);
      expect(torch.row('aten::unbind.int Ti L')(x, 0).map(read)).toEqual([[1, 2], [3, 4]]);
    });
  });

  it('whole numbers below 0 and above 2^32 arrive as they are', () => {
    run((x) => {
      expect(read(torch.row('aten::sum.dim_IntList TJbe T')(x, [-1], false, null))).toEqual([3, 7]);
      expect(() => torch.row('aten::permute TI T')(x, [2 ** 40, 0])).toThrow(expect.objectContaining({ message: saying(torch, /1099511627776/) }));
      expect(() => torch.row('aten::permute TI T')(x, [-(2 ** 40), 0])).toThrow(expect.objectContaining({ message: saying(torch, /-1099511627776/) }));
    });
  });

  it('have functions of their own, which take the same', () => {
    run((x, y) => {
      expect(read(torch.shim('mul_Tensor TT T')!(x, y))).toEqual([5, 12, 21, 32]);
      expect(read(torch.shim('pad TIsg T')!(x, [0, 1], 'constant', 7))).toEqual([1, 2, 7, 3, 4, 7]);
      expect(read(torch.shim('full Ife0v0 T')!([2], 3, torch.dtypes.float32))).toEqual([3, 3]);
      expect(torch.shim('no_such_function T T')).toBeUndefined();
    });
  });

  it('say what is wrong with what they got, and free all that was made for the call', () => {
    const before = torch.abi.alive;
    run((x) => {
      expect(() => torch.row('aten::no_such_operation T T')(x)).toThrow(expect.objectContaining({ code: 'TORCH_FAILED', message: saying(torch, /no_such_operation/) }));
      expect(() => torch.row('aten::cat Li T')([x, torch.upload(Float32Array.of(1, 2, 3), [1, 3], 'float32')], 0)).toThrow(expect.objectContaining({ code: 'TORCH_FAILED' }));
      // Refused while the arguments are written: a list, an optional tensor and a handle are given back.
      const missing = undefined as unknown as Handle;
      expect(() => torch.row('aten::convolution TTtIIIbIi T')(x, x, missing, [1], [0], [1], false, [0], 1)).toThrow(TypeError);
      expect(() => torch.row('aten::cat Li T')([x, missing], 0)).toThrow('a tensor\'s handle must be an address');
      expect(() => torch.row('aten::index_put TPTb T')(x, [x, null], missing, false)).toThrow(TypeError);
    });
    expect(torch.abi.alive).toBe(before);
  });

  it('whose rows don\'t fit this release are not called', async () => {
    const { torch: wary } = await startForTests({ refused: new Set(['aten::mm']) });
    expect(wary.has('aten::mm TT T')).toBe(false);
    expect(wary.has('aten::bmm TT T')).toBe(true);
    expect(() => run((x, y) => wary.row('aten::mm TT T')(x, y))).toThrow(expect.objectContaining({ code: 'TORCH_FAILED', message: expect.stringContaining('aten::mm of torch') as string }));
  });
});
