import { backends } from './backends.ts';
import { controls } from './controls.ts';
import { balance, gan, judgementViews } from './gan.ts';
import { generate } from './generate.ts';
import { models } from './models.ts';
import { noise } from './noise.ts';
import { shell } from './shell.ts';
import { textToImage, textToImageViews } from './text-to-image.ts';
import { soundViews } from './sound-and-motion.ts';
import { tokenize } from './tokenize.ts';
import { train } from './train.ts';
import { writing, writingViews } from './writing.ts';

/** Every text of the interface, one file a page. `{{name}}` is filled in; `_one` and `_other` follow the count. */
export const en = { ...shell, ...controls, ...models, ...train, ...generate, ...tokenize, ...backends, ...writing, ...noise, ...balance, ...gan, ...textToImage, view: { ...generate.view, ...writingViews, ...soundViews, ...textToImageViews, ...judgementViews } };
