import { expect, it } from 'vitest';

import { csv } from './export.ts';

it('writes one line a step, gaps as nothing, names quoted where they need it', () => {
  expect(csv([1, 2], { 'loss (vae)': [0.5, 0.25], 'a,b': [null, 3] })).toBe('step,loss (vae),"a,b"\n1,0.5,\n2,0.25,3');
});
