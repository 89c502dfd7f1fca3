import { expect, it } from 'vitest';

import { coverage, dabbed, emptyMask, inverted, line, maskFrom, middleOf, writtenMask } from './mask.ts';

/** Rows of a mask as text. */
function drawn({ data, shape: [height = 0, width = 0] }: ReturnType<typeof emptyMask>): string[] {
  return Array.from({ length: height }, (_, y) => Array.from({ length: width }, (__, x) => (data[y * width + x] === 1 ? '#' : '.')).join(''));
}

it('paints disks, wide as they say, and cuts them at the border', () => {
  expect(drawn(dabbed(emptyMask([3, 6]), [{ x: 4, y: 1, size: 3, paints: true }, { x: 0, y: 0, size: 1, paints: true }]))).toEqual(['#..###', '...###', '...###']);
  expect(drawn(dabbed(emptyMask([4, 4]), [{ x: 1, y: 1, size: 2, paints: true }]))).toEqual(['....', '.##.', '.##.', '....']);
  expect(drawn(dabbed(emptyMask([5, 5]), [{ x: 2, y: 2, size: 5, paints: true }]))).toEqual(['.###.', '#####', '#####', '#####', '.###.']);
});

it('rubs out what was painted, and leaves the mask before as it is', () => {
  const full = inverted(emptyMask([2, 2]));
  expect(drawn(dabbed(full, [{ x: 0, y: 0, size: 1, paints: false }]))).toEqual(['.#', '##']);
  expect(coverage(full)).toBe(1);
});

it('draws lines without gaps', () => {
  expect(line({ x: 0, y: 0 }, { x: 3, y: 1 })).toEqual([{ x: 0, y: 0 }, { x: 1, y: 0 }, { x: 2, y: 1 }, { x: 3, y: 1 }]);
  expect(line({ x: 2, y: 2 }, { x: 2, y: 2 })[0]).toEqual({ x: 2, y: 2 });
});

it('begins with the middle: a quarter of the picture', () => {
  expect(coverage(middleOf([32, 32, 1]))).toBe(0.25);
});

it('goes through a link and back, a bit a pixel', () => {
  const mask = dabbed(emptyMask([32, 32]), line({ x: 3, y: 30 }, { x: 29, y: 1 }).map((at) => ({ ...at, size: 4, paints: true })));
  const written = writtenMask(mask) ?? '';
  expect(written.length).toBeLessThan(200);
  expect(maskFrom(written)).toEqual(mask);
});

it('leaves what is too large out of a link, and takes nothing that is no mask', () => {
  expect(writtenMask(emptyMask([65, 64]))).toBeUndefined();
  for (const wrong of ['', 'mask:2x2', 'mask:9999x9999:AA', 'text:hello', 'mask:2x2:A']) expect(maskFrom(wrong)).toBeUndefined();
});
