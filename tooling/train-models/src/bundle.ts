/**
 * Puts the training script of a model into one file, to run it where this repository is not:
 * `npm run bundle -- vae-emoji FOLDER`, then there `node vae-emoji.mjs --models FOLDER_WITH_DATA --wasm .`.
 * For `--backend webgpu` there has to be an installed package `webgpu` beside it, for the card an installed `sharp`.
 */
import { copyFile, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

const [name = 'vae-emoji', folder = 'dist'] = process.argv.slice(2);
const WASM = 'tfjs-backend-wasm-simd.wasm';

await build({
  entryPoints: [fileURLToPath(new URL(`${name}.ts`, import.meta.url))],
  outfile: join(folder, `${name}.mjs`),
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  conditions: ['@figment/source', 'node', 'import'],
  external: ['sharp'],
  // tfjs's own modules are partly CommonJS.
  banner: { js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;' },
  logLevel: 'warning',
});
const core = createRequire(createRequire(import.meta.url).resolve('@figment/core/package.json'));
await mkdir(folder, { recursive: true });
await copyFile(join(dirname(core.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist', WASM), join(folder, WASM));
console.log(`${join(folder, `${name}.mjs`)} and ${WASM}`);
