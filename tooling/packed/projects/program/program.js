import { createModel, selectBackend, train } from '@figment/core';
import { arrays, texts } from '@figment/core/data';
import { fromHost, toHost } from '@figment/core/plugin';
import { trainTokenizer } from '@figment/tokenizer';
import { transformer } from '@figment/transformer';
import { vae } from '@figment/vae';

/** Everything a first visitor does: a backend, a model, two steps, a picture; a tokenizer and a language model of one's own. The same in Node and in a page. */
export async function tryOut() {
  const { name } = await selectBackend();
  const pixels = Float32Array.from({ length: 8 * 8 * 8 * 3 }, (_, i) => (i % 7) / 7);
  const data = arrays({ image: { data: pixels, shape: [8, 8, 8, 3] } });
  const model = await createModel(vae, { image: { size: 8, channels: 3 }, latent: 4, channels: [8] }, { seed: 1 });
  const losses = [];
  for await (const event of train(model, { data, steps: 2, batchSize: 4, seed: 1 })) losses.push(event.losses.vae);
  const image = fromHost('image', { data: pixels.slice(0, 8 * 8 * 3), shape: [8, 8, 3] });
  const rebuilt = await model.tasks.reconstruct.sample({ image }, { seed: 1 }).result();
  const { shape, data: values } = await toHost('image', rebuilt);
  const tokenizer = await trainTokenizer(['안녕하세요', '안녕하세요 여러분'], { model: 'bpe', vocabulary: 280 });
  const { ids } = tokenizer.encode('안녕하세요 👋🏽');
  const writer = await createModel(transformer, { layers: 1, width: 16, heads: 2, context: 16 }, { seed: 1, tokenizer });
  for await (const event of train(writer, { data: texts(['안녕하세요 여러분', '여러분 안녕하세요']), steps: 2, batchSize: 2, seed: 1 })) losses.push(Object.values(event.losses)[0]);
  const written = await writer.tasks.complete.sample({ prompt: '안녕' }, { maxTokens: 4, temperature: 0 }).result();
  return { name, losses, shape, inRange: values.every((value) => value >= 0 && value <= 1), ids: [...ids], text: tokenizer.decode(ids), written };
}
