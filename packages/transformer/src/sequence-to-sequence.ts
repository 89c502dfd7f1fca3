import { FigmentError } from '@figment/core';
import type { Dataset } from '@figment/core/data';
import { type DatasetCall, defineModel } from '@figment/core/plugin';
import { split } from '@figment/core/random';

import { attachAdapter, resetMagnitudes } from './adapters/attach.ts';
import { checked } from './config/checked.ts';
import { sequenceToSequenceArchitecture } from './config/resolve.ts';
import { sequenceToSequenceConfig } from './config/sequence-to-sequence.ts';
import { sequenceToSequenceData } from './data/sequence-to-sequence-data.ts';
import type { TextPairs, Texts } from './data/sources.ts';
import { sequenceToSequenceTokenizer } from './data/tokenizer.ts';
import { Language } from './language/language.ts';
import { TransformerNetwork } from './network/transformer-network.ts';
import { sequenceToSequenceObjective } from './objectives/sequence-to-sequence.ts';
import { sequenceToSequenceTraining } from './objectives/training-defaults.ts';
import { attendAcross, attendAcrossTask } from './tasks/attend-across.ts';
import { recommendedOptions } from './tasks/recommended.ts';
import { scorePair, scorePairTask } from './tasks/score-pair.ts';
import { translate, translationTasks } from './tasks/translate.ts';

/** An encoder-decoder transformer: from one text to another. */
export const sequenceToSequence = defineModel({
  id: 'figment/sequence-to-sequence',
  title: 'Translator',
  description: 'Learns from pairs of texts to write the one from the other: translations, summaries, corrections.',
  config: checked(sequenceToSequenceConfig, sequenceToSequenceArchitecture),
  data: { fields: { source: 'text', target: 'text' }, alternatives: [{ text: 'text' }], batch: { ids: 'tokens', mask: 'tokens', targetIds: 'tokens', targets: 'tokens' } },
  tokenizer: sequenceToSequenceTokenizer,
  training: sequenceToSequenceTraining,
  tasks: { ...translationTasks, score: scorePairTask, attend: attendAcrossTask },
  unavailable: ({ task }) => Object.fromEntries(Object.keys(translationTasks).filter((name) => name !== task).map((name) => [name, `its pairs taught it to ${task}; configure task as '${name}' if that is what they teach.`])),
  defaults: ({ generation, task }) => ({ [task]: recommendedOptions(generation, translationTasks[task].options) }),
  create(config, { key, tokenizer }) {
    const language = new Language(config, tokenizer);
    if (language.speaks && (language.ids.decoderStart === undefined || language.ids.end.length === 0)) {
      throw new FigmentError('TOKENIZER_MISMATCH', 'a translator must have an id that begins what it writes and one that ends it: a tokenizer with <s> and </s>, or <|endoftext|>, or config.ids.decoderStart and config.ids.end.');
    }
    const [forNetwork, forAdapter] = split(key, 2);
    const network = new TransformerNetwork(forNetwork, sequenceToSequenceArchitecture(config, language));
    if (config.adapter !== undefined) attachAdapter(network, config.adapter, { key: forAdapter });
    const translator = { network, language, context: config.context, prefix: config.prefix };
    const run = (...[input, options, call]: Parameters<typeof translate> extends [unknown, ...infer Rest] ? Rest : never): ReturnType<typeof translate> => translate(translator, input, options, call);
    return {
      modules: { network },
      adopted: () => { resetMagnitudes(network); },
      objectives: [sequenceToSequenceObjective(network, config)],
      dataset: (source: Dataset<Texts | TextPairs>, call: DatasetCall) => sequenceToSequenceData(source, { ...config, language }, call),
      run: {
        /** Writes a text in another language. */
        translate: run,
        /** Writes what matters of a text. */
        summarize: run,
        /** Writes a text without its mistakes. */
        correct: run,
        /** Writes a text in another way. */
        rewrite: run,
        /** Tells how well it foresees the counterpart of a text. */
        score: (input, _options, call) => scorePair(translator, input, call),
        /** Who looks at whom. */
        attend: (input, options) => attendAcross(translator, input, options),
      },
    };
  },
});
