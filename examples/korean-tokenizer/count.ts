/** The same sentences in English and Korean: how many tokens each costs, by vocabulary. None of the sentences was trained on. */
import { lines, presets, tiktoken, Tokenizer, type TrainTokenizerOptions, trainTokenizer } from '@figment/tokenizer';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const [limit = '8000'] = process.argv.slice(2);
const texts = '../../models/texts';
const ranks = join(dirname(createRequire(import.meta.url).resolve('gpt-tokenizer/package.json')), 'data');

/** Every tenth sentence is held out, in both languages the same. */
async function sentences(language: 'english' | 'korean'): Promise<{ train: string[]; heldOut: string[] }> {
  const parts: { train: string[]; heldOut: string[] } = { train: [], heldOut: [] };
  let i = 0;
  for await (const line of lines(join(texts, `${language}.txt`))) parts[i++ % 10 === 0 ? 'heldOut' : 'train'].push(line);
  return parts;
}

const [english, korean] = [await sentences('english'), await sentences('korean')];
const published = async (name: 'r50k_base' | 'cl100k_base' | 'o200k_base', preset: typeof presets.o200k): Promise<Tokenizer> => new Tokenizer(tiktoken(await readFile(join(ranks, `${name}.tiktoken`)), preset));
const train = (model: TrainTokenizerOptions['model'], vocabulary: number): Promise<Tokenizer> => trainTokenizer(korean.train, { model, vocabulary: Math.min(vocabulary, Number(limit)) });

const tokenizers: readonly (readonly [name: string, tokenizer: Tokenizer])[] = [
  ['GPT-2, GPT-3 (r50k)', await published('r50k_base', presets.r50k)],
  ['GPT-4 (cl100k)', await published('cl100k_base', presets.cl100k)],
  ['GPT-4o (o200k)', await published('o200k_base', presets.o200k)],
  ['trained here: bpe, 2,000', await train('bpe', 2000)],
  ['trained here: bpe, 8,000', await train('bpe', 8000)],
  ['trained here: unigram, 8,000', await train('unigram', 8000)],
];

const tokens = (tokenizer: Tokenizer, texts: readonly string[]): number => texts.reduce((sum, text) => sum + tokenizer.encode(text, { addSpecialTokens: false }).ids.length, 0);
const characters = korean.heldOut.join('').length;
console.log('| vocabulary | tokens | Korean sentences | per 100 characters | the same in English |');
console.log('|---|---:|---:|---:|---:|');
for (const [name, tokenizer] of tokenizers) {
  const [ko, en] = [tokens(tokenizer, korean.heldOut), tokens(tokenizer, english.heldOut)];
  console.log(`| ${name} | ${tokenizer.vocabularySize.toLocaleString('en')} | ${ko.toLocaleString('en')} | ${((100 * ko) / characters).toFixed(0)} | ${en.toLocaleString('en')} |`);
}
