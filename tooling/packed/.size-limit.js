/**
 * Leaves out what is loaded later, if at all: the chunk of the backend that is chosen (tfjs's backend and our kernels for it),
 * checkpoints and their stores, what is fitted after training.
 */
const withoutLater = {
  name: 'without-later',
  setup(build) {
    build.onResolve({ filter: /.*/ }, ({ kind, path }) => (kind === 'dynamic-import' ? { path, external: true } : undefined));
  },
};

const page = (name, limit, { path = 'size/page.js', ignore = [], plugins = [] }) => ({
  name,
  path,
  limit,
  gzip: true,
  ignore,
  modifyEsbuildConfig: (config) => ({ ...config, format: 'esm', legalComments: 'none', plugins: [...(config.plugins ?? []), ...plugins] }),
});

const backends = ['@tensorflow/tfjs-backend-cpu', '@tensorflow/tfjs-backend-wasm', '@tensorflow/tfjs-backend-webgpu'];

const beside = ['@figment/core', '@figment/tokenizer', 'zod'];

export default [
  // tfjs-core counts. zod does not: it is the page's own schema library, one copy for all packages. A tape and a backward pass of our
  // own, and the ways to the fused kernels, took it from 59.5 kB to 63: they free activations early, and spare most of an operation's cost.
  page('core with a VAE, as a page loads it', '64 kB', { ignore: ['zod'], plugins: [withoutLater] }),
  page('the same with zod', '90 kB', { plugins: [withoutLater] }),
  // Most of it is kernels, of which a page loads those of the backend that it takes: 32 kB of WebAssembly, and as much again around them and for WebGPU.
  page('the same without zod, with all that can be loaded later but the backends of tfjs', '155 kB', { ignore: ['zod', ...backends] }),
  // What reads a format or trains a kind is loaded when there is such a file, or a training.
  page('the tokenizer, as a page loads it', '25 kB', { path: 'size/tokenizer.js', plugins: [withoutLater] }),
  page('all of the tokenizer', '58 kB', { path: 'size/tokenizer-all.js' }),
  // Language models, encoders and translators, to train and to write with. What they stand on is not their own: core, the tokenizer and zod, one
  // copy each. What reads a published format, constrains a text or searches for it otherwise than by drawing is loaded when it is needed.
  page('the transformer, as a page loads it', '40 kB', { path: 'size/transformer.js', ignore: beside, plugins: [withoutLater] }),
  page('all of the transformer', '80 kB', { path: 'size/transformer-all.js', ignore: beside }),
  // Samplers (2 to 3 kB each), networks other than small ones, what reads published files and what distils are loaded when they are needed: a page
  // that paints with one sampler stays below 35 kB.
  page('diffusion models, as a page loads them', '30 kB', { path: 'size/diffusion.js', ignore: beside, plugins: [withoutLater] }),
  page('all of diffusion models', '70 kB', { path: 'size/diffusion-all.js', ignore: beside }),
  // Four models: of random numbers, translators of pairs and of two heaps, and upscalers; each alone is about 20 kB. What searches for pictures, and
  // what reads published upscalers, is loaded when it is needed.
  page('adversarial networks, as a page loads them', '32 kB', { path: 'size/gan.js', ignore: beside, plugins: [withoutLater] }),
  page('all of adversarial networks', '42 kB', { path: 'size/gan-all.js', ignore: beside }),
];
