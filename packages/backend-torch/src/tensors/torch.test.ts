import { beforeAll, expect, it } from 'vitest';

import { describeTorch, saying, startForTests } from '../testing/torch.ts';
import { rowMajor } from './strides.ts';
import type { Torch } from './torch.ts';

const values = Float32Array.from({ length: 24 }, (_, i) => i);
const [mul, mm, permute, flip] = ['aten::mul.Tensor TT T', 'aten::mm TT T', 'aten::permute TI T', 'aten::flip TI T'] as const;

describeTorch('tensors in torch', () => {
  let torch: Torch;
  beforeAll(async () => {
    ({ torch } = await startForTests());
    torch.clearCaches();
  });
  const upload = (sizes: readonly number[]) => torch.upload(values.slice(0, sizes.reduce((a, b) => a * b, 1)), sizes, 'float32');
  /** What a test makes must be gone when it ends. */
  const freeingAll = <Value>(work: () => Value): Value => {
    const before = torch.abi.alive;
    const result = torch.scope(work);
    expect(torch.abi.alive).toBe(before);
    return result;
  };

  it('come back as they went', () => {
    freeingAll(() => {
      expect(torch.read(upload([2, 3, 4]), [2, 3, 4])).toEqual(values);
    });
  });

  it('come back row by row whatever their strides', () => {
    freeingAll(() => {
      const permuted = torch.view(upload([2, 3, 4]), [4, 2, 3], [1, 12, 4]);
      const expected = values.map((_, i) => values[(i % 3) * 4 + (Math.floor(i / 3) % 2) * 12 + Math.floor(i / 6)]!);
      expect(torch.read(permuted, [4, 2, 3])).toEqual(expected);
      expect(torch.stridesOf(permuted, 3)).toEqual([1, 12, 4]);
      expect(torch.shapeOf(permuted)).toEqual([4, 2, 3]);
    });
  });

  it('are seen through views of views with offsets that add up', () => {
    freeingAll(() => {
      const rows = torch.view(upload([4, 6]), [3, 6], [6, 1], 6);
      const cell = torch.view(rows, [1, 2], [6, 1], 6 + 3);
      expect([...torch.read(cell, [1, 2])]).toEqual([15, 16]);
    });
  });

  it('keep their strides through operations element by element', () => {
    freeingAll(() => {
      const permuted = torch.row(permute)(upload([2, 3, 4]), [2, 0, 1]);
      expect(torch.stridesOf(torch.row(mul)(permuted, permuted), 3)).toEqual([1, 12, 4]);
    });
  });

  it('are reshaped by a view where strides allow it, by a copy where not', () => {
    freeingAll(() => {
      const output = torch.output(upload([2, 3, 4]), [2, 3, 4], 'float32');
      const flat = torch.reshape(output, [24]);
      expect(torch.records.of(flat).memory).toBe(torch.records.of(output).memory);
      const permuted = torch.viewOf(output, [4, 2, 3], [1, 12, 4]);
      const copied = torch.reshape(permuted, [24]);
      expect([...torch.read(torch.handle(copied), [24])].slice(0, 4)).toEqual([0, 4, 8, 12]);
      for (const each of [output, flat, permuted, copied]) torch.dispose(each);
    });
  });

  it.each([[[0]], [[2, 0, 3]], [[1]], [[1, 1, 1, 1, 1]]])('of shape %j are no exception', (shape) => {
    freeingAll(() => {
      const tensor = upload(shape);
      expect(torch.shapeOf(tensor)).toEqual(shape);
      expect(torch.read(tensor, shape)).toHaveLength(shape.reduce((a, b) => a * b, 1));
      expect(torch.shapeOf(torch.row(mul)(tensor, tensor))).toEqual(shape);
    });
  });

  it('are freed when a kernel throws, its outputs, too', () => {
    const before = torch.abi.alive;
    const count = torch.records.count;
    expect(() => torch.kernel(() => {
      const x = torch.output(upload([2, 3]), [2, 3], 'float32');
      torch.attach(x, [upload([4])]);
      const shared = torch.share(x);
      torch.dispose(shared);
      torch.row(mul)(torch.handle(x), upload([2, 3]));
      return torch.output(torch.row(mm)(torch.handle(x), torch.handle(x)), [2, 3], 'float32');
    })).toThrow(expect.objectContaining({ code: 'TORCH_FAILED', message: saying(torch, /^torch could not compute aten::mm: .*mat1 and mat2 shapes cannot be multiplied \(2x3 and 2x3\)/) }));
    expect(torch.abi.alive).toBe(before);
    expect(torch.records.count).toBe(count);
  });

  it('free nothing twice: what was put out is no longer the kernel\'s', () => {
    freeingAll(() => {
      const handle = upload([2]);
      const output = torch.output(handle, [2], 'float32');
      expect(() => { torch.free(handle); }).toThrow('borrowed');
      torch.dispose(output);
      expect(() => torch.handle(output)).toThrow(expect.objectContaining({ code: 'TORCH_FAILED' }));
    });
  });

  it('say who holds their memory', () => {
    freeingAll(() => {
      const x = torch.output(upload([2, 3]), [2, 3], 'float32');
      expect(torch.isSoleOwner(x)).toBe(true);
      const view = torch.viewOf(x, [3], [1]);
      expect(torch.isSoleOwner(x)).toBe(false);
      torch.dispose(view);
      const shared = torch.share(x);
      expect(torch.isSoleOwner(x)).toBe(false);
      torch.dispose(shared);
      expect(torch.isSoleOwner(x)).toBe(true);
      torch.dispose(x);
    });
  });

  it('that kernels make from shapes alone are made once', () => {
    let made = 0;
    const twice = () => torch.scope(() => torch.constant('indices', [3], () => {
      made++;
      return torch.row(flip)(upload([3]), [0]);
    }));
    expect(twice()).toBe(twice());
    expect(made).toBe(1);
    torch.clearCaches();
  });

  it('without shape are made once for each number, zeros with their signs', () => {
    expect(torch.scalar(2)).toBe(torch.scalar(2));
    expect(torch.scalar(2)).not.toBe(torch.scalar(2, 'int32'));
    expect([...torch.read(torch.scalar(-0), [])].map((x) => Object.is(x, -0))).toEqual([true]);
    expect([...torch.read(torch.scalar(0), [])].map((x) => Object.is(x, -0))).toEqual([false]);
    torch.clearCaches();
  });

  it('that no memory is left for say so, and the program goes on', () => {
    freeingAll(() => {
      expect(() => torch.empty([2 ** 20, 2 ** 20, 2 ** 6])).toThrow(expect.objectContaining({ code: 'OUT_OF_MEMORY', message: expect.stringContaining('a tensor of shape [1048576, 1048576, 64] found no memory') as string }));
      expect(torch.read(upload([4]), [4])).toEqual(values.slice(0, 4));
    });
  });
});

it('strides of rows in order', () => {
  expect(rowMajor([2, 3, 4])).toEqual([12, 4, 1]);
  expect(rowMajor([])).toEqual([]);
});
