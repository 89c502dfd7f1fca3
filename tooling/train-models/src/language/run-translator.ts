import { createModel, train } from '@figment/core';
import { selectBackend } from '@figment/core/backend';
import { openModel, saveModel } from '@figment/core/checkpoint';
import { adamW, cosine, warmUp } from '@figment/core/training';
import { trainTokenizer } from '@figment/tokenizer';
import { bleu, chrF, sequenceToSequence } from '@figment/transformer';
import { join } from 'node:path';

import { factsOf } from '../facts.ts';
import { writeIndexEntry } from '../index-entry.ts';
import { type Options, readOptions } from '../options.ts';
import { writeLanguageCard } from './language-card.ts';
import { nearestTranslations } from './nearest-pair.ts';
import { type Pair, pairDataset, readPairs } from './pairs.ts';
import { report } from './report.ts';
import { translateEnKo } from './translation-recipe.ts';

const WARM_UP_STEPS = 200;
const SAMPLES = 14;

const title = { en: 'English to Korean', ko: '영어에서 한국어로' };
const description = {
  en: 'Translates messages of programs, as one reads in menus and in help, from English into Korean.',
  ko: '메뉴나 도움말에 나오는 짧은 프로그램 메시지를 영어에서 한국어로 옮겨요.',
};
const about = 'It knows the messages of an office suite and of a compiler. Everyday sentences are beyond it.';

/** Trains the translator, measures what was saved on pairs that were held out, and writes its card. */
export async function runTranslator(): Promise<void> {
  const options = readOptions('translate-en-ko', { ...translateEnKo, backend: 'torch' });
  const [pairs, heldOut] = await Promise.all([translateEnKo.train, translateEnKo.heldOut].map((name) => readPairs(join(options.models, 'texts', name)))) as [readonly Pair[], readonly Pair[]];
  if (options.train) await trainTranslator(pairs, options);
  if (!options.measure) return;
  await selectBackend({ prefer: options.backend });
  const model = await openModel(options.out, sequenceToSequence);
  try {
    const sources = heldOut.map(({ source }) => source), references = heldOut.map(({ target }) => target);
    const translations: string[] = [];
    for (const source of sources) translations.push(await model.tasks.translate.sample({ text: source }, { beams: 4 }).result());
    const copies = nearestTranslations(sources, pairs);
    const exact = translations.filter((text, i) => text === references[i]).length / references.length;
    const figures = { chrF: chrF(translations, references), bleu: bleu(translations, references), nearest: chrF(copies, references) };
    console.log(`chrF ${figures.chrF.toFixed(1)}, BLEU ${figures.bleu.toFixed(1)}, ${(100 * exact).toFixed(0)} % word for word; the nearest known message copied: chrF ${figures.nearest.toFixed(1)}`);
    const samples = sources.slice(0, SAMPLES).map((source, i) => [source, translations[i]!] as const);
    for (const [source, wrote] of samples) console.log(`${source} >> ${wrote}`);
    if (!options.card) return;
    const { parameters, tasks } = factsOf(model);
    await writeLanguageCard({
      name: 'translate-en-ko', description: description.en, about, definition: 'figment/sequence-to-sequence', parameters, config: translateEnKo.config,
      data: `\`models/texts/${translateEnKo.train}\`, ${pairs.length.toLocaleString('en')} pairs (help of LibreOffice, messages of TypeScript)`,
      measured: [
        ['Held out, chrF', `${figures.chrF.toFixed(1)} on ${heldOut.length} pairs, 4 beams (copying the translation of the most similar message: ${figures.nearest.toFixed(1)})`],
        ['Held out, BLEU', figures.bleu.toFixed(1)],
        ['Held out, word for word', `${(100 * exact).toFixed(0)} %`],
      ],
      samplesTitle: 'What it makes of messages it has not seen', samples,
    }, options.out);
    await writeIndexEntry({ name: 'translate-en-ko', title, description, license: 'MPL-2.0', definition: 'figment/sequence-to-sequence', data: 'texts', parameters, tasks }, options.models, options.out);
  } finally {
    model.dispose();
  }
}

async function trainTranslator(pairs: readonly Pair[], { steps, seed, work, out, every, resume, backend }: Options): Promise<void> {
  const { config, batchSize, learningRate, weightDecay, finalRatio, vocabulary } = translateEnKo;
  const selection = await selectBackend({ prefer: backend });
  const tokenizer = await trainTokenizer(pairs.flatMap(({ source, target }) => [source, target]), { model: 'bpe', vocabulary });
  const model = await createModel(sequenceToSequence, config, { seed, tokenizer });
  const started = Date.now();
  try {
    const run = train(model, {
      data: pairDataset(pairs), steps, seed, batchSize, clipNorm: 1, ema: 0.999,
      optimizer: adamW({ learningRate, betas: [0.9, 0.98], weightDecay, decays: 'matrices' }),
      schedule: warmUp(WARM_UP_STEPS, cosine({ finalRatio }), { from: 1 / WARM_UP_STEPS }),
      checkpoint: { to: work, every },
      ...(resume && { resumeFrom: work }),
    });
    await report(run, steps);
    await saveModel(model, out, {
      dtype: 'float16', step: steps,
      provenance: { data: { name: 'texts', file: translateEnKo.train }, seed, steps, batchSize, learningRate, backend: `${selection.name} (${selection.device})`, seconds: Math.round((Date.now() - started) / 1000), resumed: resume },
    });
  } finally {
    model.dispose();
  }
  console.log(`saved ${out}`);
}
