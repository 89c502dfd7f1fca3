import type { ComponentSpec } from '../../../normalizers/normalizer.ts';
import { compilePattern, type Pattern } from '../../../pattern/index.ts';
import { gpt2 } from '../../../presets/index.ts';

/** How a text is cut into pieces that are then written as bytes. */
export interface Cuts {
  readonly patterns: readonly Pattern[];
  readonly spaceBefore: number;
}

/** How pre-tokenizers cut, if that is all they do until the last one writes bytes as characters. */
export function cutsOf(spec: ComponentSpec): Cuts | undefined {
  const steps = spec.type === 'Sequence' ? (spec.pretokenizers as readonly ComponentSpec[]) : [spec];
  const last = steps.at(-1);
  const patterns = steps.slice(0, -1).map(patternOf);
  if (last?.type !== 'ByteLevel' || !patterns.every((pattern) => pattern !== undefined)) return undefined;
  const spaceBefore = last.add_prefix_space === true ? patterns.length : -1;
  if (last.use_regex !== false) patterns.push(compilePattern(gpt2.pattern));
  return { patterns, spaceBefore };
}

/** The pattern whose matches, and what is between them, are what a pre-tokenizer cuts a text into. */
function patternOf(spec: ComponentSpec): Pattern | undefined {
  const { type, pattern, behavior, invert } = spec as ComponentSpec & { pattern?: { Regex?: string } };
  if (type === 'Digits') return compilePattern(spec.individual_digits === true ? String.raw`\p{N}` : String.raw`\p{N}+`);
  return type === 'Split' && behavior === 'Isolated' && invert !== true && pattern?.Regex !== undefined ? compilePattern(pattern.Regex) : undefined;
}
