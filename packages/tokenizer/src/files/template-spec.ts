import type { ComponentSpec } from '../normalizers/normalizer.ts';

interface Special {
  readonly token: string;
  readonly id: number;
}

/** How {@link templateSpec} puts pairs together. */
export interface TemplateOptions {
  /** Whether what stands before a text stands before the second one too (true). */
  readonly repeatsStart?: boolean | undefined;
  /** The type of the second text and of what stands around it (1). */
  readonly pairType?: 0 | 1 | undefined;
  /** What stands between two texts, beyond what stands after the first. */
  readonly between?: readonly Special[] | undefined;
}

/** A post-processor that puts tokens before and after each text. */
export function templateSpec(before: readonly Special[], after: readonly Special[], { repeatsStart = true, pairType = 1, between = [] }: TemplateOptions = {}): ComponentSpec {
  const sequence = (id: 'A' | 'B', type: number): object => ({ Sequence: { id, type_id: type } });
  const tokens = (list: readonly Special[], type: number): object[] => list.map(({ token }) => ({ SpecialToken: { id: token, type_id: type } }));
  const single = [...tokens(before, 0), sequence('A', 0), ...tokens(after, 0)];
  const pair = [...single, ...tokens(between, 0), ...(repeatsStart ? tokens(before, pairType) : []), sequence('B', pairType), ...tokens(after, pairType)];
  const all = [...before, ...after, ...between];
  return { type: 'TemplateProcessing', single, pair, special_tokens: Object.fromEntries(all.map(({ token, id }) => [token, { id: token, ids: [id], tokens: [token] }])) };
}
