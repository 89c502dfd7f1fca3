import { createModel, selectBackend, train } from '@figment/core';
import { arrays } from '@figment/core/data';
import { vae } from '@figment/vae';

const [steps = '500', device] = process.argv.slice(2);

const backend = await selectBackend({ torch: { device } });
for (const { name, chosen, reason } of backend.considered) console.log(chosen ? '*' : ' ', name, reason);
console.log(`training on ${backend.name}: ${backend.device}`);

// 256 discs, from left to right and from small to large
const size = 32;
const pixels = Float32Array.from({ length: 256 * size * size }, (_, i) => {
  const [n, y, x] = [Math.floor(i / size / size), Math.floor(i / size) % size, i % size];
  return Math.hypot(x - 8 - (n % 16), y - size / 2) < 3 + n / 40 ? 1 : 0;
});
const data = arrays({ image: { data: pixels, shape: [256, size, size, 1] } });

const model = await createModel(vae, { image: { size, channels: 1 }, latent: 2, channels: [16, 32, 64], likelihood: 'bernoulli' }, { seed: 1 });
for await (const { step, losses } of train(model, { data, steps: Number(steps), batchSize: 64, seed: 1 })) {
  if (step % 100 === 0 || step === Number(steps)) console.log(step, losses.vae);
}
