import type { Dataset } from '@figment/core/data';
import { type DatasetCall, defineModel } from '@figment/core/plugin';
import { split } from '@figment/core/random';

import { attachAdapter, resetMagnitudes } from './adapters/attach.ts';
import { checked } from './config/checked.ts';
import { encoderArchitecture } from './config/resolve.ts';
import { textEncoderConfig } from './config/text-encoder.ts';
import type { LabelledTexts, TextPairs, Texts } from './data/sources.ts';
import { textEncoderData } from './data/text-encoder-data.ts';
import { textEncoderTokenizer } from './data/tokenizer.ts';
import { Language } from './language/language.ts';
import { TextEncoderNetwork } from './network/text-encoder-network.ts';
import { textEncoderObjective } from './objectives/text-encoder.ts';
import { textEncoderTraining } from './objectives/training-defaults.ts';
import { attend, attendTask } from './tasks/attend.ts';
import { classify, classifyTask } from './tasks/classify.ts';
import { embed, embedTask } from './tasks/embed.ts';
import { fillMask, fillMaskTask } from './tasks/fill-mask.ts';
import { search, searchTask } from './tasks/search.ts';

/** An encoder-only transformer: reads texts as a whole. */
export const textEncoder = defineModel({
  id: 'figment/text-encoder',
  title: 'Text encoder',
  description: 'Reads texts as a whole: guesses hidden words, finds texts that mean alike, tells kinds of texts apart.',
  config: checked(textEncoderConfig, encoderArchitecture),
  data: { fields: { text: 'text' }, alternatives: [{ text: 'text', label: 'label' }, { source: 'text', target: 'text' }], batch: { ids: 'tokens', mask: 'tokens' } },
  tokenizer: textEncoderTokenizer,
  training: textEncoderTraining,
  tasks: { fillMask: fillMaskTask, embed: embedTask, search: searchTask, classify: classifyTask, attend: attendTask },
  unavailable: ({ head, classes }) => ({
    ...(!head && { fillMask: 'it has no head that guesses words; configure head as true.' }),
    ...(classes < 2 && { classify: 'it knows no classes; configure classes as their number.' }),
  }),
  create(config, { key, tokenizer }) {
    const language = new Language(config, tokenizer);
    const [forNetwork, forAdapter] = split(key, 2);
    const network = new TextEncoderNetwork(forNetwork, encoderArchitecture(config, language), { pooling: config.pooling, end: language.ids.end });
    if (config.adapter !== undefined) attachAdapter(network, config.adapter, { key: forAdapter });
    const reader = { network, language, context: config.context };
    return {
      modules: { network },
      adopted: () => { resetMagnitudes(network); },
      objectives: [textEncoderObjective(network, config)],
      dataset: (source: Dataset<Texts | LabelledTexts | TextPairs>, call: DatasetCall) => textEncoderData(source, { ...config, language }, call),
      run: {
        /** Guesses hidden words. */
        fillMask: (input, options, call) => fillMask(reader, input, options, call),
        /** A text as a list of numbers. */
        embed: (input, options) => embed(reader, config, input, options),
        /** Finds lines that mean like a question. */
        search: (input, options, call) => search(reader, config, input, options, call),
        /** Tells kinds of texts apart. */
        classify: (input, options, call) => classify(reader, config.pooling, input, options, call),
        /** Who looks at whom. */
        attend: (input, options) => attend(reader, input, options),
      },
    };
  },
});
