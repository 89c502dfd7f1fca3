/** Training steps of the GPT in plain tfjs on its wasm backend. */
import * as tf from '@tensorflow/tfjs';

import { commonIds } from '../models/index.ts';
import { serve, settings } from '../serve.ts';
import { tfjsGpt, tfjsParameterCount } from './tfjs-gpt-model.ts';

const { batch, sizes } = settings();
const { context, vocabulary } = sizes;
const gpt = await tfjsGpt(sizes);
const ids = tf.tensor(commonIds(1000, [batch, context], vocabulary).data, [batch, context], 'int32');
const targets = tf.oneHot(tf.tensor1d(commonIds(1001, [batch, context], vocabulary).data, 'int32'), vocabulary);
const optimizer = tf.train.adam(3e-4);

await serve({ name: `tfjs ${tf.version_core}, wasm`, parameters: tfjsParameterCount(gpt) }, async () => {
  const loss = optimizer.minimize(() => tf.losses.softmaxCrossEntropy(targets, gpt.logits(ids, batch).logits), true, [...gpt.parameters]);
  const [value] = await (loss as tf.Scalar).data();
  loss?.dispose();
  return value;
});
