import { defineModel } from '@figment/core/plugin';
import { split } from '@figment/core/random';
import type { Dataset } from '@figment/core/data';
import type { DatasetCall } from '@figment/core/plugin';

import { attachAdapter, resetMagnitudes } from './adapters/attach.ts';
import { checked } from './config/checked.ts';
import { decoderArchitecture } from './config/resolve.ts';
import { transformerConfig } from './config/transformer.ts';
import { languageModelData } from './data/language-model-data.ts';
import type { Chats, Texts } from './data/sources.ts';
import { languageModelTokenizer } from './data/tokenizer.ts';
import { Language } from './language/language.ts';
import { TransformerNetwork } from './network/transformer-network.ts';
import { nextTokenObjective } from './objectives/next-token.ts';
import { languageModelTraining } from './objectives/training-defaults.ts';
import { attend, attendTask } from './tasks/attend.ts';
import { chat, type ChatMemory, chatTask } from './tasks/chat.ts';
import { complete, completeTask } from './tasks/complete.ts';
import { embed, embedTask } from './tasks/embed.ts';
import { recommendedOptions } from './tasks/recommended.ts';
import { score, scoreTask } from './tasks/score.ts';
import { writingOptions } from './tasks/writing-options.ts';

/** A decoder-only transformer: a language model, from a tiny one that a page trains on a novel to published ones. */
export const transformer = defineModel({
  id: 'figment/transformer',
  title: 'Language model',
  description: 'Learns what comes next in texts, and so goes on with them, and answers.',
  config: checked(transformerConfig, decoderArchitecture),
  data: { fields: { text: 'text' }, alternatives: [{ chat: 'chat' }], batch: { ids: 'tokens', targets: 'tokens' } },
  tokenizer: languageModelTokenizer,
  training: languageModelTraining,
  tasks: { complete: completeTask, chat: chatTask, score: scoreTask, embed: embedTask, attend: attendTask },
  defaults({ generation }) {
    const recommended = recommendedOptions(generation, writingOptions);
    return { complete: recommended, chat: recommended };
  },
  create(config, { key, tokenizer }) {
    const language = new Language(config, tokenizer);
    const [forNetwork, forAdapter] = split(key, 2);
    const network = new TransformerNetwork(forNetwork, decoderArchitecture(config, language));
    if (config.adapter !== undefined) attachAdapter(network, config.adapter, { key: forAdapter });
    const { context } = config;
    const reader = { network, language, context };
    const memory: ChatMemory = {};
    return {
      modules: { network },
      adopted: () => { resetMagnitudes(network); },
      objectives: [nextTokenObjective(network)],
      dataset: (source: Dataset<Texts | Chats>, call: DatasetCall) => languageModelData(source, { language, context }, call),
      run: {
        /** Goes on with a text. */
        complete: (input, options, call) => complete(reader, input, options, call),
        /** Answers in a conversation. */
        chat: (input, options, call) => chat(reader, memory, input, options, call),
        /** Tells how well it foresees a text. */
        score: (input, options, call) => score(reader, input, options, call),
        /** A text as a list of numbers. */
        embed: (input, options) => embed(reader, { pooling: 'mean', normalize: true }, input, options),
        /** Who looks at whom. */
        attend: (input, options) => attend(reader, input, options),
      },
    };
  },
});
