import { shown, TokenizerError } from '../errors.ts';
import { BpeModel } from '../models/bpe/bpe.ts';
import type { Tokenizer } from '../tokenizer.ts';

/** What vocab.json and merges.txt can't hold, of a model's options. */
const unheld = ['byteFallback', 'ignoreMerges', 'continuingSubwordPrefix', 'endOfWordSuffix', 'dropout'] as const;

/**
 * The vocabulary and the merges of a byte-level tokenizer as `vocab.json` and `merges.txt`, the form of GPT-2's files. How text is cut is not in there.
 *
 * @throws TokenizerError `TOKENIZER_UNSUPPORTED` naming what these files can't hold
 */
export function writeVocabMerges({ model, preTokenizer }: Tokenizer): { readonly 'vocab.json': string; readonly 'merges.txt': string } {
  if (!(model instanceof BpeModel)) throw unsupported('model', 'byte-level BPE', model.type);
  for (const name of unheld) if (model.options[name]) throw unsupported(`model.${name}`, 'left out', model.options[name]);
  const cuts = JSON.stringify(preTokenizer?.spec ?? null);
  if (!cuts.includes('"ByteLevel"')) throw unsupported('preTokenizer', 'byte-level', preTokenizer?.spec.type);
  const { vocabulary, merges } = model;
  const lines = ['#version: 0.2'];
  for (const pair of merges.pairs()) {
    const tokens = pair.map((id) => vocabulary.token(id)!);
    const spaced = tokens.find((token) => token.includes(' '));
    if (spaced !== undefined) throw unsupported(`merges[${lines.length - 1}]`, 'of tokens without spaces', spaced);
    lines.push(tokens.join(' '));
  }
  return { 'vocab.json': JSON.stringify(Object.fromEntries(vocabulary)), 'merges.txt': `${lines.join('\n')}\n` };
}

function unsupported(name: string, right: string, got: unknown): TokenizerError {
  return new TokenizerError('TOKENIZER_UNSUPPORTED', `${name} must be ${right} to be written as vocab.json and merges.txt, got ${shown(got)}.`);
}
