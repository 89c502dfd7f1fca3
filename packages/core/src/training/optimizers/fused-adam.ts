import { hasFused, runFused } from '../../ops/autodiff/fused.ts';
import type { Tensor } from '../../tensor.ts';
import { strengthFor } from './decay.ts';
import { type DecayOptions, type Move, slot, type UpdateCall, type Updated } from './optimizer.ts';

interface AdamRule {
  readonly betas: readonly [number, number];
  readonly epsilon: number;
  readonly decay: DecayOptions;
  readonly decoupled: boolean;
  readonly amsgrad: boolean;
}

/** The kernel's letter of each slot. */
const letters = { m: 'firstMoment', v: 'secondMoment', x: 'largestSecondMoment' } as const;

/** Adam or AdamW of all parameters by one kernel; undefined on backends without it. */
export function fusedAdam(
  moves: readonly Move[], { step, learningRate, gradientScale }: UpdateCall & { readonly gradientScale?: Tensor | undefined }, { betas, epsilon, decay, decoupled, amsgrad }: AdamRule,
): readonly Updated[] | undefined {
  if (!hasFused('FigmentAdam')) return undefined;
  const slots = amsgrad ? (['m', 'v', 'x'] as const) : (['m', 'v'] as const);
  const inputs: Record<string, Tensor> = gradientScale === undefined ? {} : { gradientScale };
  for (const [i, move] of moves.entries()) {
    inputs[`p${i}`] = move.parameter;
    inputs[`g${i}`] = move.gradient;
    for (const letter of slots) inputs[`${letter}${i}`] = slot(move.slots, letters[letter]);
  }
  const weightDecay = moves.map(({ parameter }) => strengthFor(parameter, decay));
  const attrs = { count: moves.length, step, learningRate, betas, epsilon, weightDecay, decoupled, amsgrad };
  const outputs = runFused('FigmentAdam', inputs, attrs);
  const each = 1 + slots.length;
  return moves.map((_, i) => ({
    parameter: outputs[each * i] as Tensor,
    slots: Object.fromEntries(slots.map((letter, at) => [letters[letter], outputs[each * i + 1 + at] as Tensor])),
  }));
}
