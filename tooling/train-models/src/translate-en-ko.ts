/** Trains `models/translate-en-ko`: a translator of 2.6 million parameters for the messages of programs. */
import { createModel } from '@figment/core';
import { trainTokenizer } from '@figment/tokenizer';
import { bleu, chrF, sequenceToSequence } from '@figment/transformer';
import { join } from 'node:path';

import { nearestTranslations } from './language/nearest-pair.ts';
import { pairDataset, readPairs } from './language/pairs.ts';
import { runLanguageRecipe } from './language/run-language-recipe.ts';
import { translateEnKo } from './language/translation-recipe.ts';

const { config, training, vocabulary, train, heldOut } = translateEnKo;
const SAMPLES = 14;

await runLanguageRecipe({
  name: 'translate-en-ko', definition: sequenceToSequence, config, training,
  title: { en: 'English to Korean', ko: '영어에서 한국어로' },
  description: {
    en: 'Translates messages of programs, as one reads in menus and in help, from English into Korean.',
    ko: '메뉴나 도움말에 나오는 짧은 프로그램 메시지를 영어에서 한국어로 옮겨요.',
  },
  about: 'It knows the messages of an office suite and of a compiler. Everyday sentences are beyond it.',

  async begin({ models, seed }) {
    const pairs = await readPairs(join(models, 'texts', train));
    const tokenizer = await trainTokenizer(pairs.flatMap(({ source, target }) => [source, target]), { model: 'bpe', vocabulary });
    return { model: await createModel(sequenceToSequence, config, { seed, tokenizer }), data: pairDataset(pairs), provenance: { data: { name: 'texts', file: train } } };
  },

  async measure(model, { models }) {
    const [known, asked] = await Promise.all([readPairs(join(models, 'texts', train)), readPairs(join(models, 'texts', heldOut))]);
    const sources = asked.map(({ source }) => source), references = asked.map(({ target }) => target);
    const translations: string[] = [];
    for (const text of sources) translations.push(await model.tasks.translate.sample({ text }, { beams: 4 }).result());
    const ours = chrF(translations, references).toFixed(1), ourBleu = bleu(translations, references).toFixed(1);
    const nearest = chrF(nearestTranslations(sources, known), references).toFixed(1);
    const exact = ((100 * translations.filter((text, i) => text === references[i]).length) / references.length).toFixed(0);
    console.log(`chrF ${ours}, BLEU ${ourBleu}, ${exact} % word for word; the nearest known message copied: chrF ${nearest}`);
    return {
      data: `\`models/texts/${train}\`, ${known.length.toLocaleString('en')} pairs (help of LibreOffice, messages of TypeScript)`,
      measured: [
        ['Held out, chrF', `${ours} on ${asked.length} pairs, 4 beams (copying the translation of the most similar message: ${nearest})`],
        ['Held out, BLEU', ourBleu],
        ['Held out, word for word', `${exact} %`],
      ],
      samples: sources.slice(0, SAMPLES).map((source, i) => [source, translations[i]!]),
      samplesTitle: 'What it makes of messages it has not seen',
    };
  },
});
