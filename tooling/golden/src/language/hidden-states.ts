import type { Tensor } from '@figment/core';
import { dispose, download } from '@figment/core/ops';

import type { GoldenArray } from '../case/array.ts';
import type { Expectations } from './expectations.ts';

const absolute = 2e-4, relative = 1e-4;

/** `NAME.<i>` of all layers, and `NAME_checksums` over unmasked positions. Frees the states. */
export async function checkHiddenStates(expected: Expectations, name: string, states: readonly Tensor[], mask: ArrayLike<number> | undefined): Promise<void> {
  const arrays = await Promise.all(states.map((state) => download(state)));
  dispose([...states]);
  for (const [layer, array] of arrays.entries()) {
    await expected.check(`${name}.${layer}`, array, 'hidden_states', mask);
    if (expected.has(`${name}_checksums.${layer}`)) checkSums(expected, `${name}_checksums.${layer}`, array, mask);
  }
}

/** Sums of values that are each within the tolerance are within its sum. */
function checkSums(expected: Expectations, name: string, { data, shape }: { readonly data: ArrayLike<number>; readonly shape: readonly number[] }, mask: ArrayLike<number> | undefined): void {
  const width = shape.at(-1) as number;
  const kept = Array.from(data).filter((_, i) => mask === undefined || mask[Math.floor(i / width)] === 1);
  const magnitude = kept.reduce((sum, value) => sum + Math.abs(value), 0);
  const allowed = kept.length * absolute + relative * magnitude;
  const scalar = (value: number): GoldenArray => ({ shape: [], dtype: 'float64', data: [value] });
  const check = (part: string, value: number, atol: number): void => { expected.compare(`${name}.${part}`, scalar(value), expected.array(`${name}.${part}`), { atol, rtol: 0 }); };
  check('sum', kept.reduce((sum, value) => sum + value, 0), allowed);
  check('abs_mean', magnitude / kept.length, allowed / kept.length);
  check('l2', Math.hypot(...kept), allowed / Math.sqrt(kept.length));
  expected.compare(`${name}.first`, { shape: [4], dtype: 'float64', data: kept.slice(0, 4) }, expected.array(`${name}.first`), { atol: absolute, rtol: relative });
}
