import { selectBackend } from '@figment/core/backend';
import { openModel } from '@figment/core/checkpoint';
import { transformer } from '@figment/transformer';
import type { TransformerNetwork } from '@figment/transformer/network';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

import { factsOf } from '../facts.ts';
import { writeIndexEntry } from '../index-entry.ts';
import { readOptions } from '../options.ts';
import { bitsPerByte } from './bits-per-byte.ts';
import { openCorpus } from './corpus.ts';
import { englishKorean } from './english-korean-recipe.ts';
import { writeLanguageCard } from './language-card.ts';
import { trainLanguageModel } from './train-language-model.ts';

const title = { en: 'English and Korean', ko: '영어와 한국어' };
const description = {
  en: 'Goes on with a text in English, as Melville and presidents wrote, or in Korean, as a manual is written.',
  ko: '멜빌과 대통령 연설 같은 영어, 사용 설명서 같은 한국어로 글을 이어 써요.',
};
const about = 'It has read four million characters: it knows how sentences sound, and little of what they mean. Fine-tune it on texts of your own.';
const prompts = ['The whale', 'My fellow citizens', '문서를 저장', '셀을 선택', '🍎 red apple:'];

/** What comes of the same data, batches and steps in PyTorch: torch_language_model.py. */
interface TorchResult {
  readonly parameters: number;
  readonly steps: number;
  readonly torch: string;
  readonly bitsPerByte: Readonly<Record<string, number>>;
}

/** Trains the language model, measures what was saved, and writes its card. */
export async function runLanguageModel(): Promise<void> {
  const options = readOptions('english-korean', { ...englishKorean, backend: 'torch' });
  const corpus = await openCorpus(options.models, englishKorean.texts, englishKorean.vocabulary);
  if (options.train) await trainLanguageModel(englishKorean, corpus, options);
  if (!options.measure) return;
  await selectBackend({ prefer: options.backend });
  const model = await openModel(options.out, transformer);
  try {
    const measured = await bitsPerByte(model.modules['network'] as TransformerNetwork, corpus.texts, englishKorean.config.context);
    for (const [name, bits] of Object.entries(measured)) console.log(`${name}: ${bits.toFixed(3)} bits a byte`);
    const samples: [string, string][] = [];
    for (const prompt of prompts) {
      const text = await model.tasks.complete.sample({ prompt }, { maxTokens: 50, temperature: 0.7, topK: 40, seed: 1 }).result();
      samples.push([prompt, text]);
      console.log(`${prompt} >> ${text}`);
    }
    if (!options.card) return;
    const { parameters, tasks } = factsOf(model);
    const torchFile = 'runs/english-korean-torch/torch.json';
    const torch = existsSync(torchFile) ? JSON.parse(await readFile(torchFile, 'utf8')) as TorchResult : undefined;
    await writeLanguageCard({
      name: 'english-korean', description: description.en, about, definition: 'figment/transformer', parameters, config: englishKorean.config,
      data: '`models/texts`: moby-dick, state-of-the-union, korean-help and emoji, drawn 27 : 27 : 36 : 10, without the last 4 % of each',
      measured: Object.entries(measured).map(([name, bits]) => [`Held out, ${name}`, `${bits.toFixed(3)} bits a byte${torch === undefined ? '' : ` (PyTorch ${torch.torch}: ${torch.bitsPerByte[name]!.toFixed(3)})`}`]),
      samplesTitle: 'What it writes (temperature 0.7, top-k 40, seed 1)', samples,
    }, options.out);
    await writeIndexEntry({ name: 'english-korean', title, description, license: 'MPL-2.0', definition: 'figment/transformer', data: 'texts', parameters, tasks }, options.models, options.out);
  } finally {
    model.dispose();
  }
}
