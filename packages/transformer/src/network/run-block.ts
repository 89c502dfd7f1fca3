import { adaptedLayers } from '@figment/core/nn';
import { recompute } from '@figment/core/ops';
import type { Tensor } from '@figment/core';

import type { Block, BlockCall, BlockOutput } from './block.ts';

/** Runs a block, keeping for the gradient all that it made, or with `recomputes` what it was given alone. */
export function runBlock(block: Block, x: Tensor, call: BlockCall, recomputes: boolean): BlockOutput {
  const { cache, context, sight } = call;
  if (!recomputes || cache !== undefined || (context !== undefined && 'keys' in context)) return block.forward(x, call);
  // Each once: adapters of one input may share a matrix.
  const parameters = [...new Set([...block.namedParameters()].map(([, parameter]) => parameter))];
  // Another call may come before the gradient, as of the second text of a pair: what is computed again leaves out what it left out.
  const dropped = [...adaptedLayers(block)].map(({ layer }) => [layer, layer.dropoutKey] as const);
  const { rotation, contextMask, counted } = call;
  const inputs = { x, context, contextMask, counted, mask: sight.mask, ...rotation };
  const [y, weights, crossWeights, counts, shares] = recompute(inputs, parameters, ({ x, context, contextMask, counted, mask, ...turning }) => {
    for (const [layer, key] of dropped) layer.dropoutKey = key;
    const made = block.forward(x, { ...call, context, contextMask, counted, rotation: rotation && turning, sight: { ...sight, mask } });
    return [made.x, made.weights, made.crossWeights, made.routing?.counts, made.routing?.shares];
  });
  const routing = counts === undefined || shares === undefined ? undefined : { counts, shares };
  return { x: y, cache: undefined, cross: undefined, weights, crossWeights, routing };
}
