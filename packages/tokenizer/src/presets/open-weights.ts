import type { Preset } from './preset.ts';

/** The patterns of Llama 3 and Qwen2 differ in how many digits stay together. */
const patternWith = (digits: string): string =>
  String.raw`(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|${digits}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`;

/** Names of special tokens, whose ids follow one another. */
const numbered = (first: number, names: readonly string[]): Record<string, number> => Object.fromEntries(names.map((name, i) => [`<|${name}|>`, first + i]));

const reserved = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, i) => `reserved_special_token_${from + i}`);

/** Llama 3 (Grattafiori et al. 2024, arXiv:2407.21783), as in `llama/tokenizer.py` of its first release. */
export const llama3: Preset = {
  pattern: patternWith(String.raw`\p{N}{1,3}`),
  specialTokens: numbered(128000, [
    'begin_of_text', 'end_of_text', ...reserved(0, 4), 'start_header_id', 'end_header_id', ...reserved(4, 5), 'eot_id', ...reserved(5, 251),
  ]),
};

/** Qwen2 (Yang et al. 2024, arXiv:2407.10671); text is normalized first. Later Qwens have the same pattern and first tokens, and more of them. */
export const qwen2: Preset = {
  pattern: patternWith(String.raw`\p{N}`),
  normalization: 'NFC',
  specialTokens: numbered(151643, ['endoftext', 'im_start', 'im_end']),
};
