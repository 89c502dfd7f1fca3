import { crossEntropy, tensor } from '@figment/core/ops';
import { defineModel } from '@figment/core/plugin';
import { z } from 'zod';

import { Alphabet } from './alphabet.ts';
import { complete, completeTask } from './complete.ts';
import { windows } from './examples.ts';
import { Network } from './network.ts';

const config = z.object({
  alphabet: z.string().min(1).max(1000).default('\n abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,;:!?\'"()-').describe('The characters it knows; others are left out.'),
  width: z.int().min(8).max(1024).default(128).describe('Hidden units.'),
  layers: z.int().min(1).max(4).default(1).describe('Layers of hidden units.').meta({ advanced: true }),
  context: z.int().min(8).max(1024).default(64).describe('Characters of a text that a training step looks at.').meta({ advanced: true }),
});

/** A character language model. Hochreiter and Schmidhuber 1997; Graves 2013, arXiv:1308.0850. */
export const lstm = defineModel({
  id: 'acme/lstm',
  title: 'LSTM language model',
  description: 'Learns to write like the texts it has read, character by character.',
  config,
  data: { fields: { text: 'text' } },
  training: { steps: 2000, batchSize: 32, learningRate: 2e-3, clipNorm: 1 },
  tasks: { complete: completeTask },
  create({ alphabet: characters, width, layers, context }, { key }) {
    const alphabet = new Alphabet(characters);
    const network = new Network(key, { ids: alphabet.size, width, layers });
    return {
      modules: { network },
      objectives: [{
        name: 'next character',
        parameters: () => network.namedParameters(),
        loss({ text }: { readonly text: readonly string[] }, call) {
          const { inputs, targets } = windows(text, alphabet, context, call.key);
          const shape: [number, number] = [text.length, context];
          const { logits } = network.forward(tensor(inputs, shape, 'int32'));
          return { loss: crossEntropy(logits, tensor(targets, shape, 'int32')) };
        },
      }],
      run: { complete: (input, options, call) => complete(network, alphabet, input, options, call) },
    };
  },
});
