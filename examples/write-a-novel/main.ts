/**
 * Trains a language model on a book, and lets it write.
 *
 *     npm start -- novel.txt 2000     a text file, and how many steps
 */
import { createModel, train } from '@figment/core';
import { saveModel } from '@figment/core/checkpoint';
import { textFiles } from '@figment/core/data';
import { lines, trainTokenizer } from '@figment/tokenizer';
import { transformer } from '@figment/transformer';

const [book = '../../models/texts/moby-dick.txt', steps = '2000'] = process.argv.slice(2);

const tokenizer = await trainTokenizer(lines(book), { model: 'bpe', vocabulary: 2000 });
const novelist = await createModel(transformer, { layers: 4, width: 128, heads: 4, context: 128 }, { seed: 7, tokenizer });

for await (const { step, losses, metrics } of train(novelist, { data: await textFiles(book), steps: Number(steps), seed: 7 })) {
  if (step % 100 === 0) console.log(step, losses['next token'], metrics);
}
await saveModel(novelist, 'runs/novelist'); // its tokenizer too

for await (const { text, candidates } of novelist.tasks.complete.sample({ prompt: 'The captain' }, { temperature: 0.8, topP: 0.95, maxTokens: 100, seed: 1 })) {
  process.stdout.write(text);
  if (candidates[0]!.probability < 0.05) process.stdout.write('…'); // the weighted dice of this token: it was not sure
}
process.stdout.write('\n');
