import { cosineBetween, slerp, stack, tidy, upload } from '@figment/core/ops';

import type { GoldenKind } from '../kind.ts';

/** Arcs from input `a` to each other vector that the expected names end in (`ab`, `a_near`), at the weights `t`. */
export const kind: GoldenKind = {
  name: 'vae.slerp',
  run(golden) {
    const threshold = golden.options.number('dot_threshold', 0.9995);
    const weights = Array.from(golden.array('t').data);
    return Object.fromEntries([...golden.expected.keys()].map((name) => {
      const [from, to] = ends(name, [...golden.inputs.keys()]);
      const a = golden.input(from), b = golden.input(to);
      const cosine = cosineBetween(a.data, b.data);
      return [name, tidy(() => {
        const start = upload(a), end = upload(b);
        return stack(weights.map((weight) => slerp(start, end, weight, cosine, threshold)), 0);
      })];
    }));
  },
};

/** The two inputs whose names a result's name is made of: `ab`, `a_near`. */
function ends(name: string, inputs: readonly string[]): readonly [string, string] {
  for (const from of inputs) {
    for (const to of inputs) if (name === `${from}${to}` || name === `${from}_${to}`) return [from, to];
  }
  throw new Error(`${name} must be made of the names of two inputs (${inputs.join(', ')})`);
}
