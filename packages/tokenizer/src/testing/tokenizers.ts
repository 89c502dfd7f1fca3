import { readFileSync } from 'node:fs';

/** The `tokenizer.json` of small tokenizers, one of each kind of model, made with tokenizers 0.23.3. */
export const tokenizerNames = ['bpe-gemma', 'bpe-gpt2', 'bpe-llama3', 'char', 'unigram-bytes', 'word', 'wordpiece-cased', 'wordpiece-uncased'] as const;

export type TokenizerName = (typeof tokenizerNames)[number];

export function tokenizerJson(name: TokenizerName): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(`tokenizers/${name}.json`, import.meta.url), 'utf8')) as Record<string, unknown>;
}
