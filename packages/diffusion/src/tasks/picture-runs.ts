import type { Tensor } from '@figment/core';
import type { InputValue, OutputOf, RunCall, TaskSpec } from '@figment/core/plugin';

import { fromNoise } from './from-noise.ts';
import { generate } from './generate.ts';
import { imageToImage } from './image-to-image.ts';
import { inpaint } from './inpaint.ts';
import { interpolateNoises, interpolatePrompts } from './interpolate.ts';
import { edit, invert } from './invert.ts';
import type { DiffusionModel } from './model.ts';
import { addNoiseTo, type NoiseStep } from './noise.ts';
import { outpaint } from './outpaint.ts';
import type { pictureTasks } from './picture-tasks.ts';
import type { DiffusionStep } from './step.ts';

type Run<Task extends TaskSpec, Step = DiffusionStep> = (input: InputValue<Task['input']>, options: OutputOf<Task['options']>, call: RunCall) => AsyncGenerator<Step, Tensor, undefined>;
type Tasks = typeof pictureTasks;

/** How each task of pictures is done with a model. */
export function pictureRuns(model: DiffusionModel): { readonly [Name in keyof Tasks]: Run<Tasks[Name], Name extends 'noise' ? NoiseStep : DiffusionStep> } {
  return {
    /** Makes new pictures. */
    generate: (_, options, call) => generate(model, {}, { ...options, negativePrompt: '' }, call),
    /** Makes pictures of what a text says. */
    textToImage: (input, options, call) => generate(model, input, options, call),
    /** Makes another picture out of one. */
    imageToImage: (input, options, call) => imageToImage(model, input, options, call),
    /** Makes pictures like one. */
    variations: (input, options, call) => imageToImage(model, input, options, call),
    /** Paints a part of a picture anew. */
    inpaint: (input, options, call) => inpaint(model, input, options, call),
    /** Paints what lies around a picture. */
    outpaint: (input, options, call) => outpaint(model, input, options, call),
    /** Walks from one text to another. */
    interpolatePrompts: (input, options, call) => interpolatePrompts(model, input, options, call),
    /** Walks from one noise to another. */
    interpolateNoises: (_, options, call) => interpolateNoises(model, options, call),
    /** Changes a picture into what a text says. */
    edit: (input, options, call) => edit(model, input, options, call),
    /** Finds the noise of a picture. */
    invert: (input, options, call) => invert(model, input, options, call),
    /** Makes the pictures of given noise. */
    fromNoise: (input, options, call) => fromNoise(model, input, options, call),
    /** Shows what a network sees in a noisy picture. */
    noise: (input, options, call) => addNoiseTo(model, input, options, call),
  };
}
