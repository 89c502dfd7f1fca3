/**
 * nanoGPT with its setting for a CPU on the characters of Moby-Dick: from the same weights, with the same batches, our losses must be PyTorch's
 * for 500 steps; then 2,000 steps of a recipe of ours, beside the 2,000 of nanoGPT's. `npm run nanogpt -- [--backend torch|wasm]`
 */
import { selectBackend } from '@figment/core';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { cacheFolder } from '../cache.ts';
import { pythonForLanguage, pythonWithTorch } from '../python.ts';
import { lossesFromSameStart } from './same-start.ts';
import { validationLossOfOurs } from './our-recipe.ts';
import { type Characters, readCharacters } from './characters.ts';

const LARGEST_DIFFERENCE = 0.01;
const COMPARED_STEPS = 500;

const { values } = parseArgs({ options: { backend: { type: 'string', default: 'torch' }, steps: { type: 'string', default: '2000' } } });
const folder = join(cacheFolder, 'bench-lm', 'nanogpt');
if (!existsSync(join(folder, 'torch.json'))) {
  process.stderr.write('training with PyTorch\n');
  const text = fileURLToPath(new URL('../../../../models/texts/moby-dick.txt', import.meta.url));
  execFileSync(pythonForLanguage(), [fileURLToPath(new URL('torch_nanogpt.py', import.meta.url)), text, folder], { stdio: ['ignore', 'inherit', 'inherit'] });
}
const torch = JSON.parse(await readFile(join(folder, 'torch.json'), 'utf8')) as { readonly torch: string; readonly losses: readonly number[]; readonly validationLoss: number };

if (values.backend === 'torch') process.env['FIGMENT_TORCH_PYTHON'] ??= pythonWithTorch();
const { name, device } = await selectBackend({ prefer: values.backend });
console.log(`Figment, ${name} (${device}); PyTorch ${torch.torch}`);
const characters: Characters = await readCharacters(folder);

const losses = await lossesFromSameStart(folder, characters, COMPARED_STEPS);
const differences = losses.map((loss, i) => Math.abs(loss - torch.losses[i]!));
const largest = Math.max(...differences);
console.log(`${COMPARED_STEPS} steps from the same weights: largest difference of losses ${largest.toExponential(1)} at step ${differences.indexOf(largest) + 1} (at most ${LARGEST_DIFFERENCE}); the last ${losses.at(-1)!.toFixed(4)}, PyTorch ${torch.losses[COMPARED_STEPS - 1]!.toFixed(4)}`);

const ours = await validationLossOfOurs(characters, Number(values.steps));
console.log(`validation loss after ${values.steps} steps: ${ours.toFixed(4)} by our recipe, ${torch.validationLoss.toFixed(4)} by nanoGPT's in PyTorch (2,000)`);
process.exitCode = largest <= LARGEST_DIFFERENCE ? 0 : 1;
