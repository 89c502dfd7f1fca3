import { slice, tidy } from '@figment/core/ops';
import { FigmentError, type Tensor } from '@figment/core';

import type { NextTokenModel, Read } from '../generation/next-token-model.ts';
import { type DecodingCache, disposeDecodingCache, rewindCache, selectRows } from './decoding-cache.ts';
import { padLeft, placesOf, rowsOfIds } from './prompts.ts';
import type { TransformerNetwork } from './transformer-network.ts';

/** What a decoder has read of several texts. (A type, so that `tidy` takes it for a container of tensors.) */
export type CausalState = {
  readonly cache: DecodingCache;
  /** Positions before the first token of each row. */
  readonly padding: number[];
};

/**
 * A decoder as generation sees it.
 *
 * @throws FigmentError `CONFIG_INVALID` for a network without a decoder or a head
 */
export function causalModel(network: TransformerNetwork): NextTokenModel<CausalState> {
  return nextTokenModel(network, (read) => read);
}

/** What the first reading of a prompt is told besides. */
type FirstCall = (call: { readonly context?: Tensor; readonly contextMask?: Tensor | undefined }) => typeof call;

/** @param ofStart adds to the first reading of the prompts: what an encoder made of the sources */
export function nextTokenModel(network: TransformerNetwork, ofStart: FirstCall): NextTokenModel<CausalState> {
  const { vocabulary, decoder } = network.architecture;
  if (decoder === undefined) throw new FigmentError('CONFIG_INVALID', `kind must be one with a decoder, got ${network.architecture.kind}.`);
  const read = (ids: Tensor, { cache, padding }: CausalState, isStart: boolean): Read<CausalState> => {
    const [batch, time] = ids.shape as [number, number];
    requireRoom(decoder.context, cache.length + time);
    const output = network.decode(ids, { cache, ...placesOf(padding, cache.length, time), ...(isStart ? ofStart({}) : {}) });
    const read = isStart && time > 1 ? slice(output.hidden, [0, time - 1, 0], [batch, 1, decoder.width]) : output.hidden;
    return { logits: network.logits(read), hidden: output.hidden, state: { cache: output.cache as DecodingCache, padding } };
  };
  return {
    vocabulary,
    context: decoder.context,
    start: (prompts, { capacity }) =>
      tidy(() => {
        const { ids, length, padding } = padLeft(prompts);
        requireRoom(decoder.context, length);
        const cache = network.emptyCache({ batch: prompts.length, capacity: Math.max(capacity, length) });
        return read(ids, { cache, padding }, true);
      }),
    next: (state, rows) => tidy(() => read(rowsOfIds(rows), state, false)),
    select: ({ cache, padding }, rows) => ({ cache: selectRows(cache, rows), padding: rows.map((row) => padding[row] as number) }),
    rewind: ({ cache, padding }, count) => ({ cache: rewindCache(cache, count), padding }),
    dispose: ({ cache }) => { disposeDecodingCache(cache); },
  };
}

function requireRoom(context: number, needed: number): void {
  if (needed > context) throw new FigmentError('CONTEXT_OVERFLOW', `a text must be no longer than the context (${context} positions), got ${needed}.`);
}

