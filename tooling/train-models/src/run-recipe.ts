import { selectBackend } from '@figment/core/backend';

import { writeCard } from './card.ts';
import { openEmoji } from './emoji.ts';
import { factsOf } from './facts.ts';
import { writeIndexEntry } from './index-entry.ts';
import { measure } from './measure.ts';
import { openVae } from './model.ts';
import { readOptions } from './options.ts';
import { drawPictures } from './pictures.ts';
import type { Recipe } from './recipe.ts';
import { trainRecipe } from './train-recipe.ts';

/** What each script of a shipped model does: train, then measure the saved model and write its card. */
export async function runRecipe(standard: Recipe): Promise<void> {
  const options = readOptions(standard.name, standard);
  const recipe = { ...standard, config: { ...standard.config, ...options.config } };
  if (options.train) await trainRecipe(recipe, options);
  await selectBackend({ prefer: options.backend, wasm: { baseUrl: options.wasm } });
  const model = await openVae(options.out);
  try {
    const emoji = await openEmoji(options.models);
    const metrics = await measure(model, emoji);
    console.log(`PSNR train ${metrics.psnrTrain.toFixed(2)} held out ${metrics.psnrHeldOut.toFixed(2)}, ${metrics.kl.toFixed(0)} nats, ${metrics.activeUnits} of ${metrics.latentSize} latents in use`);
    if (!options.card) return;
    const { parameters, tasks } = factsOf(model);
    await writeCard(recipe, options.out, { metrics, pictures: await drawPictures(model, emoji, options.out), parameters });
    await writeIndexEntry({ name: recipe.name, title: recipe.title, description: recipe.description, license: 'MIT', definition: 'figment/vae', data: 'emoji', parameters, tasks }, options.models, options.out);
  } finally {
    model.dispose();
  }
}
