/**
 * Learns to write from a text file, and writes.
 *
 *     npm start                             a few lines about a cat
 *     npm start -- 2000 "It was" novel.txt  steps, how it begins, your own text
 */
import { createModel, train } from '@figment/core';
import { textFiles, texts } from '@figment/core/data';

import { lstm } from './src/index.ts';

const [steps = '300', prompt = 'the ', file] = process.argv.slice(2);

const data = file === undefined ? texts(['the cat sat on the mat.', 'the dog sat on the cat.', 'the mat lay on the dog.']) : await textFiles(file, { by: 'paragraph' });
const model = await createModel(lstm, { width: 64 }, { seed: 7 });
for await (const { step, losses } of train(model, { data, steps: Number(steps), batchSize: 16, seed: 7 })) {
  if (step % 50 === 0) console.log(step, losses['next character']);
}
process.stdout.write(prompt);
for await (const { text } of model.tasks.complete.sample({ prompt }, { length: 60, seed: 1 })) process.stdout.write(text);
process.stdout.write('\n');
model.dispose();
