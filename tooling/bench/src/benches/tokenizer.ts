import { presets, tiktoken, Tokenizer, writeTokenizer } from '@figment/tokenizer';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { cacheFolder } from '../cache.ts';
import type { Benchmark, Contender } from '../contender.ts';
import { scriptContender } from '../process.ts';
import { tokenizersContender } from '../python.ts';
import type { Settings } from '../settings.ts';
import { textFile, type TextName } from '../texts/texts.ts';

const ranks = join(dirname(createRequire(import.meta.url).resolve('gpt-tokenizer/package.json')), 'data/o200k_base.tiktoken');
const script = (name: string) => new URL(`../contenders/${name}.ts`, import.meta.url);
const program = (name: string) => new URL(`../contenders/${name}.py`, import.meta.url);

type Start = (settings: Partial<Settings>) => Promise<Contender>;

/** o200k as a tokenizer.json, which Hugging Face's libraries read. Written each time: it is our writer's. */
async function tokenizerJson(): Promise<string> {
  const path = join(cacheFolder, 'bench-texts/o200k.tokenizer.json');
  await writeFile(path, writeTokenizer(new Tokenizer(tiktoken(await readFile(ranks), presets.o200k)))['tokenizer.json']);
  return path;
}

const ours: Start = (settings) => scriptContender(script('figment-encode'), settings);
const peers: Readonly<Record<string, { readonly start: Start; readonly bar: number }>> = {
  'gpt-tokenizer': { bar: 1.5, start: (settings) => scriptContender(script('gpt-tokenizer-encode'), settings) },
  'js-tiktoken': { bar: 1.5, start: (settings) => scriptContender(script('js-tiktoken-encode'), settings) },
  'huggingface-js': { bar: 1.5, start: async (settings) => scriptContender(script('huggingface-js-encode'), { ...settings, tokenizer: await tokenizerJson() }) },
  tiktoken: { bar: 1, start: (settings) => tokenizersContender(program('tiktoken_encode'), { ...settings, pattern: presets.o200k.pattern }) },
  'huggingface-rust': { bar: 1, start: async (settings) => tokenizersContender(program('tokenizers_encode'), { ...settings, tokenizer: await tokenizerJson() }) },
};

const on = (text: TextName, start: Start) => async () => start({ text: await textFile(text), ranks });
const speed = { unit: 'MB/s', measures: 'speed', threads: 1 } as const;

const texts = { en: '10 MB of English', ko: '2 MB of Korean', code: '2 MB of code' } as const;
const encoding: readonly Benchmark[] = (['en', 'ko', 'code'] as const).flatMap((text) =>
  Object.entries(peers).map(([peer, { bar, start }]) => (
    { ...speed, name: `encode-${text}/${peer}`, work: `o200k ids of ${texts[text]}`, bar, tolerance: 0, warmUp: 1, rounds: text === 'en' ? 5 : 9, ours: on(text, ours), peer: on(text, start) })));

const decoding: readonly Benchmark[] = (['gpt-tokenizer', 'js-tiktoken', 'tiktoken'] as const).map((peer) => {
  const back = (start: Start) => on('en', (settings) => start({ ...settings, decodes: true }));
  return { ...speed, name: `decode-en/${peer}`, work: `${texts.en} from its o200k ids`, bar: peer === 'tiktoken' ? undefined : 1, tolerance: 0, warmUp: 1, rounds: 5, ours: back(ours), peer: back(peers[peer]!.start) };
});

const kinds = { letter: 'of one letter', spaces: 'of spaces', digits: 'of one digit', emoji: 'of one emoji', marks: 'of one combining mark' } as const;
const worst: Benchmark[] = (Object.entries(kinds) as [keyof typeof kinds, string][]).map(([kind, of]) => (
  { ...speed, name: `worst-case/${kind}`, work: `o200k ids of 1 MB ${of}, against our own speed on English`, bar: 0.33, warmUp: 2, rounds: 9, ours: on(kind, ours), peer: on('en', ours) }));

const loading = { work: 'o200k from its ranks', threads: 1, warmUp: 1, rounds: 7, ours: on('ko', (settings) => scriptContender(script('figment-load'), settings)), peer: on('ko', (settings) => scriptContender(script('js-tiktoken-load'), settings)) } as const;
const trained = { vocabulary: 32_000 };

/** Against the tokenizers that JavaScript and Python have. All ids are compared first. */
export const tokenizer: readonly Benchmark[] = [
  ...encoding,
  ...decoding,
  ...worst,
  { ...loading, name: 'load/js-tiktoken', unit: 'ms', limit: 150 },
  { ...loading, name: 'memory/js-tiktoken', work: `${loading.work}: what it takes after encoding 2 MB of Korean`, unit: 'MB', measures: 'heldMemory', limit: 60 },
  {
    name: 'train-bpe/huggingface-rust', work: 'byte-level BPE of 32,000 tokens from 10 MB of English', unit: 's', threads: 1, bar: 0.5, tolerance: 0, warmUp: 0, rounds: 3,
    ours: on('en', (settings) => scriptContender(script('figment-train-bpe'), { ...settings, ...trained })),
    peer: on('en', (settings) => tokenizersContender(program('tokenizers_train_bpe'), { ...settings, ...trained })),
  },
];
