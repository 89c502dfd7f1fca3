/** Trains `models/english-korean`: a language model of 1.9 million parameters that writes in English and in Korean. */
import { createModel } from '@figment/core';
import { transformer } from '@figment/transformer';

import { bitsPerByte } from './language/bits-per-byte.ts';
import { openCorpus } from './language/corpus.ts';
import { englishKorean } from './language/english-korean-recipe.ts';
import { runLanguageRecipe } from './language/run-language-recipe.ts';
import { readTorchResult } from './language/torch-result.ts';
import { windows } from './language/windows.ts';

const { config, training, texts: list, vocabulary } = englishKorean;
const prompts = ['The whale', 'My fellow citizens', '문서를 저장', '셀을 선택', '🍎 red apple:'];

await runLanguageRecipe({
  name: 'english-korean', definition: transformer, config, training,
  title: { en: 'English and Korean', ko: '영어와 한국어' },
  description: {
    en: 'Goes on with a text in English, as Melville and presidents wrote, or in Korean, as a manual is written.',
    ko: '멜빌과 대통령 연설 같은 영어, 사용 설명서 같은 한국어로 글을 이어 써요.',
  },
  about: 'It has read four million characters: it knows how sentences sound, and little of what they mean. Fine-tune it on texts of your own.',

  async begin({ models, seed }) {
    const { tokenizer, texts } = await openCorpus(models, list, vocabulary);
    return {
      model: await createModel(transformer, config, { seed, tokenizer }),
      data: windows(texts, { context: config.context, seed: training.seed }),
      provenance: { data: list.map(({ name, weight }) => ({ name, weight })) },
    };
  },

  async measure(model, { models }) {
    const { texts } = await openCorpus(models, list, vocabulary);
    const ours = await bitsPerByte(model, texts, config.context);
    for (const [name, bits] of Object.entries(ours)) console.log(`${name}: ${bits.toFixed(3)} bits a byte`);
    const theirs = await readTorchResult();
    const samples: [string, string][] = [];
    for (const prompt of prompts) samples.push([prompt, await model.tasks.complete.sample({ prompt }, { maxTokens: 50, ...config.generation, seed: 1 }).result()]);
    return {
      data: '`models/texts`: moby-dick, state-of-the-union, korean-help and emoji, drawn 27 : 27 : 36 : 10, without the last 4 % of each',
      measured: Object.entries(ours).map(([name, bits]) => [`Held out, ${name}`, `${bits.toFixed(3)} bits a byte${theirs === undefined ? '' : ` (PyTorch ${theirs.torch}, the same data and steps: ${theirs.bitsPerByte[name]!.toFixed(3)})`}`]),
      samples, samplesTitle: 'What it writes (temperature 0.7, top-k 40, seed 1)',
    };
  },
});
