/**
 * Teaches a language model that ships a text of your own, and shows what changed.
 *
 *     npm start -- notes.txt 300      a text file, and how many steps
 */
import { train } from '@figment/core';
import { openModel, saveModel } from '@figment/core/checkpoint';
import { textFiles } from '@figment/core/data';
import { key } from '@figment/core/random';
import { transformer } from '@figment/transformer';
import { attachAdapter } from '@figment/transformer/adapters';

const [file = '../../models/texts/moby-dick.txt', steps = '300'] = process.argv.slice(2);

const model = await openModel('models/english-korean', transformer);
const write = () => model.tasks.complete.sample({ prompt: 'The sea' }, { maxTokens: 40, seed: 1 }).result();
console.log('before:', await write());

// Some 2 % of the weights are trained; what the model had stays as it was.
const adapter = attachAdapter(model, { rank: 8, alpha: 16, targets: ['all-linear'] }, { key: key(1) });
for await (const { step, losses } of train(model, { data: await textFiles(file), steps: Number(steps), batchSize: 8 })) {
  if (step % 50 === 0) console.log(step, losses['next token']);
}
console.log('after:', await write());

await saveModel(model, 'runs/tuned'); // with the adapter beside the weights
adapter.merge(); // and now in them: a plain model again
await saveModel(model, 'runs/merged', { dtype: 'float16' });
