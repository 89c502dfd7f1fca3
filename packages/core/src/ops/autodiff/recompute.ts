import { engine, type NamedTensorMap, tidy } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { add, mul } from '../basic/arithmetic.ts';
import { sum } from '../basic/reductions.ts';
import { valueAndGrads } from './gradients.ts';
import { hold, isRecording, tapeEngine, unrecorded } from './tape.ts';

type Named = Readonly<Record<string, Tensor | undefined>>;

/**
 * Gradient checkpointing: what `f` makes of its inputs, of which the tape keeps those inputs alone. The backward pass runs `f` again for
 * what its gradients need: about a third more time for a network, and the memory of one part of it instead of all. Chen et al. 2016,
 * arXiv:1604.06174.
 *
 * @param inputs what `f` is given; handles on the same tensors the second time
 * @param parameters what else `f` uses and gradients are asked of: tensors that stay until then, such as a module's parameters
 * @param f makes the same of the same each time: its random numbers come from keys
 */
export function recompute<Inputs extends Named, Made extends readonly (Tensor | undefined)[]>(inputs: Inputs, parameters: readonly Tensor[], f: (inputs: Inputs) => Made): Made {
  // A second derivative goes through what the first has computed: all of it is kept.
  if (!isRecording() || engine().state.gradientDepth > 1) return f(inputs);
  const given = Object.fromEntries(Object.entries(inputs).filter(([, x]) => x !== undefined)) as Record<string, Tensor>;
  const made = unrecorded(() => tidy(() => f(inputs) as unknown as Tensor[])) as unknown as Made;
  const held: Record<string, Tensor> = Object.fromEntries(Object.entries(given).map(([name, x]) => [name, hold(x)]));
  const all: NamedTensorMap = { ...given, ...Object.fromEntries(parameters.map((parameter, i) => [`parameter ${i}`, parameter])) };
  const { state } = tapeEngine();
  const places = made.flatMap((x, i) => (x === undefined ? [] : [i]));
  state.activeTape?.push({
    id: state.nextTapeNodeId++,
    kernelName: 'recompute',
    inputs: all,
    outputs: places.map((i) => made[i] as Tensor),
    saved: Object.values(held),
    gradient: (upstreams, names = Object.keys(all)) => {
      const reached = places.flatMap((place, i) => (upstreams[i] === null ? [] : [{ place, upstream: upstreams[i] as Tensor }]));
      const { gradients } = valueAndGrads(
        () => weighted(f({ ...inputs, ...held }), reached),
        names.map((name) => held[name] ?? (all[name] as Tensor)),
        reached.length === 1 ? { upstream: reached[0]?.upstream } : {},
      );
      return Object.fromEntries(names.map((name, i) => [name, () => gradients[i] as Tensor]));
    },
  });
  return made;
}

interface Reached {
  /** Among what was made. */
  readonly place: number;
  readonly upstream: Tensor;
}

/** What was made where one part is reached; else the scalar whose gradients by the parts are what flows back to them. */
function weighted(made: readonly (Tensor | undefined)[], reached: readonly Reached[]): Tensor {
  if (reached.length === 1) return made[(reached[0] as Reached).place] as Tensor;
  return reached.map(({ place, upstream }) => sum(mul(made[place] as Tensor, upstream))).reduce((a, b) => add(a, b));
}
