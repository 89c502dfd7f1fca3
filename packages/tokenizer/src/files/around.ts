import type { PostProcessor } from '../post-processors/post-processor.ts';
import { template, type TemplatePiece } from '../post-processors/template.ts';

/** A token and its id. */
export interface NamedToken {
  readonly token: string;
  readonly id: number;
}

/** What stands around texts. */
export interface Around {
  readonly before: readonly NamedToken[];
  readonly after: readonly NamedToken[];
  /** What stands before the second text of a pair, beyond what stands after the first (`before`). */
  readonly beforeSecond?: readonly NamedToken[] | undefined;
  /** The type of the second text and of what stands around it (1). */
  readonly secondType?: 0 | 1 | undefined;
}

/** A post-processor that puts tokens before and after each text; undefined if there are none. */
export function around({ before, after, beforeSecond = before, secondType = 1 }: Around): PostProcessor | undefined {
  const all = [...before, ...after, ...beforeSecond];
  if (all.length === 0) return undefined;
  const tokens = (list: readonly NamedToken[], type: number): TemplatePiece[] => list.map(({ token }) => ({ SpecialToken: { id: token, type_id: type } }));
  const single = [...tokens(before, 0), { Sequence: { id: 'A' as const, type_id: 0 } }, ...tokens(after, 0)];
  const pair = [...single, ...tokens(beforeSecond, secondType), { Sequence: { id: 'B' as const, type_id: secondType } }, ...tokens(after, secondType)];
  return template({ single, pair, tokens: Object.fromEntries(all.map(({ token, id }) => [token, id])) });
}
