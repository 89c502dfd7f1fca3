import { halfOf } from './context-window.ts';
import type { GenerationPlan } from './generate.ts';
import type { HostLogits } from './reader.ts';

/** A text that grows. */
export interface ReadText {
  readonly ids: readonly number[];
  /** How many of its first ids the model has forgotten. */
  forgotten: number;
}

/**
 * Reads the newest id of each text, from `rows` of what was read before, and with it, if they fit, those `ahead` that all will have next.
 *
 * When the batch is as long as the context, it is read again: texts that are so long themselves forget their older half (only where the
 * context slides; others have ended), shorter ones lose their padding.
 */
export async function readOn<State extends object>(
  { model: { context }, reader, options, prefix }: GenerationPlan<State>,
  texts: readonly ReadText[],
  { rows, ahead = [], capacity }: { readonly rows: readonly number[]; readonly ahead?: readonly number[]; readonly capacity: number },
): Promise<HostLogits> {
  const room = context - reader.positions;
  if (room > 0) return await reader.next(texts.map(({ ids }) => [ids.at(-1)!, ...(ahead.length < room ? ahead : [])]), rows);
  for (const text of texts) if (text.ids.length - text.forgotten > context) text.forgotten = text.ids.length - halfOf(context);
  const windows = texts.map(({ ids, forgotten }) => ids.slice(forgotten));
  return await reader.start(windows, prefix === undefined ? capacityFor(windows, options.maxTokens, context) : capacity);
}

/** Positions that texts need which go on for `more` tokens. */
export function capacityFor(texts: readonly (readonly number[])[], more: number, context: number): number {
  return Math.min(context, Math.max(...texts.map(({ length }) => length)) + more);
}
