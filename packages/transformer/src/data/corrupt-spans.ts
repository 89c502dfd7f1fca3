/**
 * Spans that are cut out. Raffel et al. 2020, arXiv:1910.10683, section 3.1.4, as `random_spans_noise_mask` of their code draws them.
 */
import { type Key, permutation, split } from '@figment/core/random';

/** Share of the ids that are cut out, and how many stand together on average. */
const DENSITY = 0.15, MEAN_SPAN = 3;

/** How a text of `length` ids, 2 or more, is cut. */
export function spanCounts(length: number): { readonly cut: number; readonly spans: number } {
  const cut = Math.min(length - 1, Math.max(1, Math.round(length * DENSITY)));
  return { cut, spans: Math.max(1, Math.min(Math.round(cut / MEAN_SPAN), length - cut)) };
}

/** The longest text of which what is left fits into `context` ids, with a sentinel for each span and an end. */
export function longestForSpans(context: number): number {
  let length = 2;
  for (;; length++) {
    const { cut, spans } = spanCounts(length + 1);
    if (length + 1 - cut + spans + 1 > context) return length;
  }
}

/**
 * What is left of a text, with a sentinel for each span that was cut out; and the spans, each behind its sentinel.
 *
 * @param sentinels one for each span, in order
 */
export function corruptSpans(text: ArrayLike<number>, sentinels: readonly number[], key: Key): { readonly left: number[]; readonly spans: number[] } {
  const { cut, spans: count } = spanCounts(text.length);
  const [forKept, forCut] = split(key, 2);
  const kept = randomParts(text.length - cut, count, forKept), gone = randomParts(cut, count, forCut);
  const left: number[] = [], spans: number[] = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    for (let end = at + (kept[i] as number); at < end; at++) left.push(text[at] as number);
    left.push(sentinels[i] as number);
    spans.push(sentinels[i] as number);
    for (let end = at + (gone[i] as number); at < end; at++) spans.push(text[at] as number);
  }
  return { left, spans };
}

/** `total` in `count` parts of 1 or more, each way to cut it as likely as any other. */
function randomParts(total: number, count: number, key: Key): number[] {
  const cuts = permutation(key, total - 1).subarray(0, count - 1).map((cut) => cut + 1).sort();
  return Array.from({ length: count }, (_, i) => (cuts[i] ?? total) - (cuts[i - 1] ?? 0));
}
