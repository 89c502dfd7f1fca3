import type { Dataset } from '@figment/core/data';
import { crossEntropy } from '@figment/core/ops';
import { defineModel } from '@figment/core/plugin';
import { z } from 'zod';

import { alphabet, tokens } from './characters.ts';
import { complete, completeTask } from './complete.ts';
import { Network } from './network.ts';
import { type Windows, windows } from './windows.ts';

const config = z.object({
  alphabet: z.string().min(1).max(1000).default('\n abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,;:!?\'"()-').describe('The characters it knows, if it has no tokenizer; others are left out.'),
  cell: z.enum(['lstm', 'gru']).default('lstm').describe('lstm remembers in cells of their own; gru has a gate less, and is quicker.'),
  width: z.int().min(8).max(1024).default(128).describe('Hidden units.'),
  layers: z.int().min(1).max(4).default(1).describe('Layers of hidden units.').meta({ advanced: true }),
  context: z.int().min(8).max(1024).default(64).describe('Characters of a text that a training step looks at.').meta({ advanced: true }),
});

/** A character language model. Hochreiter and Schmidhuber 1997; Cho et al. 2014, arXiv:1406.1078; Graves 2013, arXiv:1308.0850. */
export const lstm = defineModel({
  id: 'acme/lstm',
  title: 'LSTM language model',
  description: 'Learns to write like the texts it has read, character by character.',
  config,
  data: { fields: { text: 'text' }, batch: { ids: 'tokens', targets: 'tokens' } },
  training: { steps: 2000, batchSize: 32, learningRate: 2e-3, clipNorm: 1 },
  tasks: { complete: completeTask },
  create({ alphabet: known, context, ...size }, { key, tokenizer }) {
    const characters = tokenizer === undefined ? alphabet(known) : tokens(tokenizer);
    const network = new Network(key, { ids: characters.size, ...size });
    return {
      modules: { network },
      dataset: (source: Dataset<{ readonly text: readonly string[] }>) => windows(source, characters, context),
      objectives: [{
        name: 'next character',
        parameters: () => network.namedParameters(),
        loss: ({ ids, targets }: Windows) => ({ loss: crossEntropy(network.forward(ids).logits, targets) }),
      }],
      run: { complete: (input, options, call) => complete(network, characters, input, options, call) },
    };
  },
});
