import { windowStart } from './context-window.ts';
import type { GenerationPlan } from './generate.ts';
import { capacityFor } from './read-on.ts';
import type { HostLogits } from './reader.ts';

/** Prompts that have been read. */
export interface OpenPrompts {
  /** What follows each. */
  readonly logits: HostLogits;
  /** Of each, how many of its first ids were not read. */
  readonly forgotten: readonly number[];
  /** Of each, how many tokens there is room for. */
  readonly rooms: readonly number[];
  /** Positions that the state has room for. */
  readonly capacity: number;
  /** Ids that a session had read. */
  readonly reused: number;
}

/** Reads the prompts; of a conversation only what is new. */
export async function openPrompts<State extends object>(plan: GenerationPlan<State>): Promise<OpenPrompts> {
  const { model, prompts, options, reader, prefix } = plan;
  const { maxTokens, overflow } = options;
  const roomAfter = (length: number): number => (overflow === 'slide' ? Infinity : model.context - length + 1);
  const starts = prompts.map(({ length }) => windowStart(length, model.context, options));
  const [first = []] = prompts;
  // After an await that is no `wait`, what is allocated does not belong to the run.
  await Promise.resolve();
  const lent = prefix?.lend(reader, first, first.length + maxTokens);
  if (lent !== undefined) {
    const { forgotten, capacity, read } = lent;
    const { data, vocabulary, count } = await reader.next([first.slice(read)]);
    const logits = { data: data.subarray((count - 1) * vocabulary), vocabulary, count: 1 };
    return { logits, forgotten: [forgotten], rooms: [roomAfter(first.length - forgotten)], capacity, reused: read - forgotten };
  }
  const windows = prompts.map((ids, row) => ids.slice(starts[row]));
  const sure = capacityFor(windows, maxTokens, model.context);
  const capacity = prefix?.capacityFor(sure) ?? sure;
  const logits = await reader.start(windows, capacity);
  return { logits, forgotten: starts, rooms: windows.map(({ length }) => roomAfter(length)), capacity, reused: 0 };
}
