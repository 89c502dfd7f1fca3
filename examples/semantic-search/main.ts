/** Learns what sentences mean from their translations: those of a pair come to lie close together, others apart. Then it finds one by the other. */
import { createModel, train } from '@figment/core';
import { openDataset } from '@figment/core/data';
import { lines, trainTokenizer } from '@figment/tokenizer';
import { textEncoder } from '@figment/transformer';

const [steps = '600'] = process.argv.slice(2);
const pairs = '../../models/texts/messages.tsv';

const tokenizer = await trainTokenizer(lines(pairs), { model: 'bpe', vocabulary: 3000 });
const model = await createModel(textEncoder, { objective: 'contrastive', layers: 2, width: 128, heads: 4, context: 64, head: false }, { seed: 1, tokenizer });
for await (const { step, losses } of train(model, { data: await openDataset(pairs), steps: Number(steps), batchSize: 64, seed: 1 })) {
  if (step % 50 === 0) console.log(step, Object.values(losses)[0]);
}

const korean: string[] = [];
for await (const line of lines('../../models/texts/messages.held-out.tsv')) korean.push(line.split('\t')[1] ?? '');
for (const query of ['Deletes the selected comment.', 'Opens a dialog', 'Shows the grid']) {
  const found = await model.tasks.search.sample({ query, text: korean.slice(1).join('\n') }, { count: 3 }).result();
  console.log(`${query}\n  ${found.replaceAll('\n', '\n  ')}`);
}
