import type { en } from '../en/index.ts';
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

/** 해요체로 짧게. 전문 용어는 처음 나올 때 괄호 안에 영어를 함께 써요. */
export const ko: typeof en = { ...shell, ...controls, ...models, ...train, ...generate, ...tokenize, ...backends, ...writing, ...noise, ...balance, ...gan, ...textToImage, view: { ...generate.view, ...writingViews, ...soundViews, ...textToImageViews, ...judgementViews } };
