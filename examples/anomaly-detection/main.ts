/**
 * Learns what clothes look like without ever seeing a bag, then scores clothes and bags it has not seen: what it can't rebuild is odd.
 *
 *     npm start                                                   the part of Fashion-MNIST that ships
 *     npm start -- /usr/share/datasets/fashion-mnist 1500         all 60,000, e.g. of Debian's package dataset-fashion-mnist
 */
import { createModel, train } from '@figment/core';
import { example, labelsOf, openDataset, take, withoutLabel } from '@figment/core/data';
import { fromHost } from '@figment/core/plugin';
import { auroc, vae } from '@figment/vae';

const BAG = 8;
const [name = 'fashion-mnist', steps = '1500', most = '1000'] = process.argv.slice(2);

const data = await withoutLabel(await openDataset(name, { size: 32 }), BAG);
const test = take(await openDataset(name, { size: 32, split: 'test' }), Number(most));

const model = await createModel(vae, { image: { size: 32, channels: 1 }, latent: 16, channels: [16, 32, 64], likelihood: 'bernoulli' }, { seed: 1 });
for await (const { step, losses } of train(model, { data, steps: Number(steps), batchSize: 128, seed: 1 })) {
  if (step % 100 === 0) console.log(step, losses.vae);
}

const scores: { usual: number[]; odd: number[] } = { usual: [], odd: [] };
const labels = await labelsOf(test);
for (const [i, label] of labels.entries()) {
  const image = fromHost('image', (await example(test, i)).image);
  const { score, anomalous } = await model.tasks.detectAnomaly.sample({ image }).result();
  image.dispose();
  scores[label === BAG ? 'odd' : 'usual'].push(score);
  if (i < 10) console.log(label === BAG ? 'bag    ' : 'clothes', score.toFixed(4), anomalous ? 'odd' : 'usual');
}
console.log(`AUROC ${auroc(scores.usual, scores.odd).toFixed(3)} (0.5 = chance, 1 = always told apart)`);
