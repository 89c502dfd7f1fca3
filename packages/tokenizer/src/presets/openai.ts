// Patterns and special tokens as tiktoken 0.14 publishes them (`tiktoken_ext/openai_public.py`). Its possessive quantifiers, which not every
// dialect has and which change no match here, are written as plain ones.
import type { Preset } from './preset.ts';

const gpt2Pattern = String.raw`'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`;

const endOfText = '<|endoftext|>';

/** GPT-2 (Radford et al. 2019) and the first GPT-3 models; known as r50k_base too. */
export const gpt2: Preset = { pattern: gpt2Pattern, specialTokens: { [endOfText]: 50256 } };

/** GPT-3 (Brown et al. 2020): the ranks of GPT-2. */
export const r50k: Preset = { ...gpt2 };

/** Codex and text-davinci-003: GPT-2's, and runs of spaces. */
export const p50k: Preset = { ...gpt2 };

/** p50k with the marks between which a text is to be filled in. */
export const p50kEdit: Preset = {
  pattern: gpt2Pattern,
  specialTokens: { [endOfText]: 50256, '<|fim_prefix|>': 50281, '<|fim_middle|>': 50282, '<|fim_suffix|>': 50283 },
};

/** GPT-3.5 and GPT-4. */
export const cl100k: Preset = {
  pattern: String.raw`'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s+\z|\s*[\r\n]|\s+(?!\S)|\s`,
  specialTokens: { [endOfText]: 100257, '<|fim_prefix|>': 100258, '<|fim_middle|>': 100259, '<|fim_suffix|>': 100260, '<|endofprompt|>': 100276 },
};

const contraction = `(?i:'s|'t|'re|'ve|'m|'ll|'d)?`;
const upper = String.raw`\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}`;
const lower = String.raw`\p{Ll}\p{Lm}\p{Lo}\p{M}`;

/** GPT-4o and later. */
export const o200k: Preset = {
  pattern: [
    String.raw`[^\r\n\p{L}\p{N}]?[${upper}]*[${lower}]+${contraction}`,
    String.raw`[^\r\n\p{L}\p{N}]?[${upper}]+[${lower}]*${contraction}`,
    String.raw`\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+`,
  ].join('|'),
  specialTokens: { [endOfText]: 199999, '<|endofprompt|>': 200018 },
};

const harmonyTokens: Record<string, number> = {
  '<|startoftext|>': 199998, [endOfText]: 199999, '<|return|>': 200002, '<|constrain|>': 200003, '<|channel|>': 200005,
  '<|start|>': 200006, '<|end|>': 200007, '<|message|>': 200008, '<|call|>': 200012,
};
const taken = new Set(Object.values(harmonyTokens));
for (let id = 200000; id < 201088; id++) if (!taken.has(id) && id !== 200018) harmonyTokens[`<|reserved_${id}|>`] = id;

/** gpt-oss: o200k with the tokens of the Harmony format. */
export const o200kHarmony: Preset = { pattern: o200k.pattern, specialTokens: { ...harmonyTokens, '<|endofprompt|>': 200018 } };
