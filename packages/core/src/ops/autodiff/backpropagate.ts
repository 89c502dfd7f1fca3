import { ones, tidy } from '@tensorflow/tfjs-core';

import { alternativeTo } from '../../backend/alternatives.ts';
import { FigmentError } from '../../errors.ts';
import type { Tensor } from '../../tensor.ts';
import { add } from '../basic/arithmetic.ts';
import { type TapeNode, tapeEngine } from './tape.ts';

interface BackwardCall {
  /** dL/dy (ones). */
  readonly upstream: Tensor | undefined;
  /** Whether what the tape saved is of no more use afterwards: not while an outer tape may go through it again. */
  readonly frees: boolean;
}

/**
 * dL/dx for each x, undefined where y does not depend on it: reverse accumulation (Linnainmaa 1970), from the last op on
 * the tape to the first. What an op saved, and the gradient of its outputs, die as soon as it is done, so that activations
 * leave as the tape unwinds.
 */
export function backpropagate(tape: readonly TapeNode[], y: Tensor, xs: readonly Tensor[], { upstream, frees }: BackwardCall): (Tensor | undefined)[] {
  const asked = new Set(xs.map((x) => x.id));
  const { path, depends } = pathBetween(tape, asked, y);
  if (frees) for (const node of tape) if (!path.has(node)) free(node);
  const gradients = new Map<number, Tensor>([[y.id, upstream?.clone() ?? ones(y.shape)]]);
  for (const node of [...path].reverse()) {
    const names = Object.keys(node.inputs).filter((name) => depends.has((node.inputs[name] as Tensor).id));
    const parts = partsOf(node, names, node.outputs.map(({ id }) => gradients.get(id) ?? null));
    if (frees) free(node);
    for (const { id } of node.outputs) {
      if (asked.has(id)) continue;
      gradients.get(id)?.dispose();
      gradients.delete(id);
    }
    for (const [i, name] of names.entries()) accumulate(gradients, node.inputs[name] as Tensor, parts[i] as Tensor);
  }
  return xs.map(({ id }) => gradients.get(id));
}

/** The ops between xs and y in their order, and the tensors that depend on xs. */
function pathBetween(tape: readonly TapeNode[], xs: ReadonlySet<number>, y: Tensor): { path: ReadonlySet<TapeNode>; depends: ReadonlySet<number> } {
  const depends = new Set(xs);
  const after: TapeNode[] = [];
  for (const node of tape) {
    if (!Object.values(node.inputs).some(({ id }) => depends.has(id))) continue;
    for (const { id } of node.outputs) depends.add(id);
    after.push(node);
  }
  const leads = new Set([y.id]);
  const path: TapeNode[] = [];
  for (const node of after.reverse()) {
    if (!node.outputs.some(({ id }) => leads.has(id))) continue;
    for (const { id } of Object.values(node.inputs)) leads.add(id);
    path.push(node);
  }
  return { path: new Set(path.reverse()), depends };
}

/** What one op adds to the gradient of each of the named inputs; all of it ours. */
function partsOf(node: TapeNode, names: readonly string[], upstreams: (Tensor | null)[]): Tensor[] {
  const { gradient } = node;
  if (gradient === undefined) {
    throw new FigmentError('GRADIENT_MISSING', `${node.kernelName} has no gradient here. ${alternativeTo(node.kernelName) ?? 'Compute it of other operations'}, or compute it outside of what is differentiated (stopGradient).`);
  }
  const before = tapeEngine().nextTensorId();
  const used = new Set<Tensor>();
  return tidy(() => {
    const of = gradient(upstreams, names);
    return names.map((name) => {
      const part = tidy(of[name] ?? missing(node, name));
      const { shape } = node.inputs[name] as Tensor;
      if (part.dtype !== 'float32' || part.shape.join() !== shape.join()) {
        throw new Error(`the gradient of ${node.kernelName} by '${name}' must be float32 [${shape.join(', ')}], got ${part.dtype} [${part.shape.join(', ')}]`);
      }
      // One that was there before, or serves another input too, is not ours to add up and free.
      const isOurs = part.id > before && !used.has(part);
      used.add(part);
      return isOurs ? part : part.clone();
    });
  });
}

function missing(node: TapeNode, name: string): () => never {
  return () => {
    throw new FigmentError('GRADIENT_MISSING', `${node.kernelName} has no gradient by its input '${name}' here.`);
  };
}

function accumulate(gradients: Map<number, Tensor>, { id }: Tensor, part: Tensor): void {
  const sum = gradients.get(id);
  gradients.set(id, sum === undefined ? part : add(sum, part));
  if (sum === undefined) return;
  sum.dispose();
  part.dispose();
}

function free({ saved = [] }: TapeNode): void {
  for (const tensor of saved) tensor.dispose();
}
