import { gpt2, llama3, o200k, type Preset, qwen2 } from '../../presets/index.ts';

/** How the text of a byte-level vocabulary is cut, and what else goes with it. */
export interface Split extends Pick<Preset, 'normalization'> {
  /** Each cuts what the one before it left. */
  readonly patterns: readonly string[];
  readonly ignoreMerges?: boolean | undefined;
  /** Whether a text begins with a token of its own where the file does not say. */
  readonly addBos?: boolean | undefined;
}

const gpt2Split: Split = { patterns: [gpt2.pattern] };
const digitsFirst: Split = { patterns: [String.raw`\p{N}`, gpt2.pattern] };
const threeDigits: Split = { patterns: [llama3.pattern] };
const llama3Split: Split = { patterns: [llama3.pattern], ignoreMerges: true, addBos: true };
const oneDigit: Split = { patterns: [qwen2.pattern] };
const o200kSplit: Split = { patterns: [o200k.pattern] };
const upper = String.raw`\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}`;
const lower = String.raw`\p{Ll}\p{Lm}\p{Lo}\p{M}`;

/** By `tokenizer.ggml.pre`, as in llama.cpp (src/llama-vocab.cpp) and in the tokenizers that these names were given to. */
const splits: readonly (readonly [names: string, split: Split])[] = [
  ['gpt-2 phi-2 jina-es jina-de jina-v1-en jina-v2-es jina-v2-de jina-v2-code gigachat roberta-bpe mpt olmo jais exaone4', gpt2Split],
  ['starcoder refact command-r smollm codeshell exaone minerva-7b', digitsFirst],
  ['llama3 llama-v3 llama-bpe falcon3 falcon-h1 pixtral midm-2.0 lfm2', llama3Split],
  ['dbrx smaug-bpe chatglm-bpe', threeDigits],
  ['qwen2', { patterns: [qwen2.pattern], normalization: qwen2.normalization }],
  ['stablelm2 deepseek-r1-qwen megrez', oneDigit],
  ['gpt-4o llama4 kanana2', o200kSplit],
  ['tekken', {
    patterns: [String.raw`[^\r\n\p{L}\p{N}]?[${upper}]*[${lower}]+|[^\r\n\p{L}\p{N}]?[${upper}]+[${lower}]*|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+`],
    ignoreMerges: true,
    addBos: true,
  }],
  ['deepseek-v3', {
    patterns: [
      String.raw`\p{N}{1,3}`,
      '[一-龥぀-ゟ゠-ヿ]+',
      String.raw`[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_` + '`' + String.raw`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`,
    ],
  }],
  ['default', { patterns: [String.raw`[\p{P}\$\+<=>\^~\|]+`, gpt2.pattern, String.raw`\p{N}+`, '[0-9][0-9][0-9]'] }],
];

/** undefined if the name is not known. */
export function splitNamed(name: string): Split | undefined {
  return splits.find(([names]) => names.split(' ').includes(name))?.[1];
}
