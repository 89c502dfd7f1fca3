import type { LogitsRule } from './rule.ts';

/** What has to be written, by place from 0 after the prompt. */
export function forced(places: ReadonlyMap<number, number>): LogitsRule {
  return (logits, { ids, promptLength }) => {
    const id = places.get(ids.length - promptLength);
    if (id !== undefined) logits.fill(-Infinity)[id] = 0;
  };
}
