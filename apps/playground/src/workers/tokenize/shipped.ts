import { presets } from '@figment/tokenizer';
import cl100k from 'gpt-tokenizer/data/cl100k_base.tiktoken?url';
import o200k from 'gpt-tokenizer/data/o200k_base.tiktoken?url';
import r50k from 'gpt-tokenizer/data/r50k_base.tiktoken?url';

/** A tokenizer that comes with the playground: ranks of a GPT model, or a `tokenizer.json` made by a script of this repository. */
export type Shipped =
  | { readonly id: string; readonly url: string; readonly preset: typeof presets.o200k }
  | { readonly id: string; readonly url: string; readonly preset: undefined };

const below = (path: string): string => new URL(`${import.meta.env.BASE_URL}models/${path}`, self.location.origin).href;

/** In the order of the list. Nothing is fetched before it is chosen. */
export const shipped: readonly Shipped[] = [
  { id: 'o200k', url: o200k, preset: presets.o200k },
  { id: 'cl100k', url: cl100k, preset: presets.cl100k },
  { id: 'r50k', url: r50k, preset: presets.r50k },
  { id: 'korean-bpe', url: below('tokenizers/korean-bpe/tokenizer.json'), preset: undefined },
  { id: 'characters', url: below('tokenizers/characters/tokenizer.json'), preset: undefined },
];

/** Texts to learn from: the same sentences line by line. */
export const sampleTexts = { korean: below('texts/korean.txt'), english: below('texts/english.txt') } as const;
