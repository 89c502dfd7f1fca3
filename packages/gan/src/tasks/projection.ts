/**
 * The styles that a given picture would come of, by gradient descent. After Karras et al. 2020, "Analyzing and improving the image quality of
 * StyleGAN", arXiv:1912.04958, appendix D: noise that is added to the styles and fades finds the right valley, a rate that rises and falls again
 * finds its ground. There is no large network here to compare pictures with: they are compared at several resolutions, and by what the model's own
 * discriminator sees in them. What keeps styles near those that the model makes is their prior, as in Bora et al. 2017, arXiv:1703.03209, eq. 2.
 */
import type { Tensor } from '@figment/core';
import { add, argMin, averagePool2d, clip, clone, concat, dispose, div, gather, maximum, mean, mul, reshape, signed, slice, sqrt, square, standardDeviation, sub, sum, tensor, tidy, tile, unsigned, valueAndGradsWithAux } from '@figment/core/ops';
import type { Wait } from '@figment/core/plugin';
import { foldIn, type Key, normal, randintArray, split } from '@figment/core/random';
import type { SamplingStep } from '@figment/core/sampling';
import { adam, type Slots } from '@figment/core/training';

import { Pass } from '../networks/pass.ts';
import { classesFor, drawLatents, type GanModel, labelTensor, stylesOf } from './model.ts';

/** How a picture is searched for. */
export interface ProjectionOptions {
  readonly steps: number;
  /** The class of the picture, if it is known. */
  readonly class?: number | undefined;
  /** A style for each layer, or one for all. */
  readonly eachLayer: boolean;
}

/** A picture as near to the given one as a step has come, [H, W, C]. */
export interface ProjectionStep extends SamplingStep<Tensor> {
  /** What is made less: mean squared differences at all resolutions, and between what the discriminator sees. */
  readonly distance: number;
  /** Of a model that knows classes: the one that was given, or that of the nearest picture at the start. */
  readonly class?: number | undefined;
}

/** What was found. */
export interface Found {
  /** [1, styleLayers, styleSize]; the caller's. */
  readonly styles: Tensor;
  readonly class: number | undefined;
}

/** Pictures that are looked at before the search begins at the nearest of them. */
const CANDIDATES = 64;
const LEARNING_RATE = 0.1, RISES_FOR = 0.05, FALLS_FOR = 0.25;
/** Of the styles' standard deviation, falling to 0 over this part of the steps. */
const NOISE = 0.05, NOISE_FOR = 0.75;
/** Weights of what the discriminator sees, and of the prior. */
const FEATURES = 0.1, PRIOR = 1e-3;

/**
 * Searches for a picture [1, H, W, C] in [0, 1].
 *
 * @param call.of How many steps the run has, if more than these.
 * @throws FigmentError `OPTIONS_INVALID`
 */
export async function* projectPicture(model: GanModel, picture: Tensor, options: ProjectionOptions, { key, wait, of = options.steps }: { readonly key: Key; readonly wait: Wait; readonly of?: number }): AsyncGenerator<ProjectionStep, Found, undefined> {
  const { steps, eachLayer } = options;
  const { generator: { styleLayers }, imageShape } = model;
  const [forStart, forWay] = split(key, 2);
  const { target, mean, spread, ...start } = await wait(begin(model, picture, options, { key: forStart, wait }));
  const labels = start.class === undefined ? undefined : Int32Array.of(start.class);
  const optimizer = adam({ learningRate: LEARNING_RATE });
  // In standard deviations from the mean, so that one rate suits every space of styles.
  let place = tidy(() => tile(div(sub(start.styles, mean), spread), [1, eachLayer ? styleLayers : 1, 1])); // [1, 1, S] -> [1, 1 or L, S]
  let slots: Slots = optimizer.start(place.shape);
  start.styles.dispose();
  for (let step = 1; step <= steps; step++) {
    const progress = (step - 1) / steps;
    const made = tidy(() => {
      const noise = mul(normal(foldIn(forWay, step), place.shape), NOISE * Math.max(0, 1 - progress / NOISE_FOR) ** 2);
      const { gradient, distance, sample } = descend(model, { target, mean, spread, labels }, place, noise);
      const { parameter, slots: next } = optimizer.update(place, gradient, slots, { step, learningRate: LEARNING_RATE * rateAt(progress) });
      return { sample: reshape(sample, [...imageShape]), distance, parameter, slots: { ...next } };
    });
    dispose([place, ...Object.values(slots)]);
    ({ parameter: place, slots } = made);
    const [distance] = await wait(made.distance.data());
    made.distance.dispose();
    yield { step, of, sample: made.sample, distance: distance!, ...(start.class !== undefined && { class: start.class }) };
  }
  const styles = tidy(() => onAllLayers(stylesAt(place, mean, spread), styleLayers));
  dispose([place, ...Object.values(slots), mean, spread, target.features, ...target.pictures]);
  return { styles, class: start.class };
}

/** Up a line, then flat, then down half a cosine. */
function rateAt(progress: number): number {
  return Math.min(1, (progress + 1e-3) / RISES_FOR) * (0.5 - 0.5 * Math.cos(Math.PI * Math.min(1, (1 - progress) / FALLS_FOR)));
}

/** What pictures are compared by. */
type Look = {
  /** At full size, and halved again and again: [B, h, w, C]. */
  readonly pictures: Tensor[];
  /** One long, [B, F]. */
  readonly features: Tensor;
};

interface Target {
  readonly target: Look;
  /** Of styles of the class, [1, 1, S]. */
  readonly mean: Tensor;
  readonly spread: Tensor;
  readonly labels: Int32Array | undefined;
}

/** Distance to the target of what is made at a place and a little noise, and its gradient by the place. Inside a `tidy`. */
function descend(model: GanModel, { target, mean: middle, spread, labels }: Target, place: Tensor, noise: Tensor): { readonly sample: Tensor; readonly distance: Tensor; readonly gradient: Tensor } {
  const { gradients, aux } = valueAndGradsWithAux(() => {
    const noisy = add(place, noise);
    const made = synthesized(model, onAllLayers(stylesAt(noisy, middle, spread), model.generator.styleLayers), labels);
    const distance = sum(distances(look(model, made, labels), target)); // [1] -> []
    return { value: add(distance, mul(mean(square(noisy)), PRIOR)), aux: { sample: clip(unsigned(made), 0, 1), distance: clone(distance) } };
  }, [place]);
  return { ...aux, gradient: gradients[0] as Tensor };
}

function stylesAt(place: Tensor, middle: Tensor, spread: Tensor): Tensor {
  return add(middle, mul(place, spread));
}

/** One style becomes that of all layers: [1, 1, S] -> [1, L, S]. */
function onAllLayers(styles: Tensor, layers: number): Tensor {
  return styles.shape[1] === layers ? clone(styles) : tile(styles, [1, layers, 1]);
}

/** Pictures in [-1, 1], without the accidents that a generator draws. */
function synthesized({ generator }: GanModel, styles: Tensor, labels: Int32Array | undefined): Tensor {
  return generator.synthesize(styles, labelTensor(labels), new Pass({ training: false }));
}

/** pictures: [B, H, W, C] in [-1, 1]. */
function look({ discriminator }: GanModel, made: Tensor, labels: Int32Array | undefined): Look {
  const pictures = [made];
  for (let last = made; (last.shape[1] ?? 0) % 2 === 0 && (last.shape[1] ?? 0) > 4; pictures.push(last)) last = averagePool2d(last, { size: 2, stride: 2 });
  const { features } = discriminator.judge(made, labelTensor(labels), new Pass({ training: false }));
  return { pictures, features: div(features, maximum(sqrt(sum(square(features), 1, true)), 1e-6)) };
}

/** [B]: mean squared differences at all resolutions, and between features. */
function distances(made: Look, target: Look): Tensor {
  const ofPictures = made.pictures.map((each, i) => mean(square(sub(each, target.pictures[i] as Tensor)), [1, 2, 3]));
  return add(ofPictures.reduce((a, b) => add(a, b)), mul(sum(square(sub(made.features, target.features)), 1), FEATURES));
}

interface Start {
  readonly target: Look;
  readonly class: number | undefined;
  /** [1, 1, S] each. */
  readonly styles: Tensor;
  readonly mean: Tensor;
  readonly spread: Tensor;
}

/** Begins at the nearest of some pictures of the model's own, the average among them. */
async function begin(model: GanModel, image: Tensor, options: ProjectionOptions, { key, wait }: { readonly key: Key; readonly wait: Wait }): Promise<Start> {
  const [forLatents, forClasses] = split(key, 2);
  const { generator: { latentSize, styleLayers, styleSize }, classes } = model;
  classesFor(model, options.class, 1, forClasses); // a class that the model doesn't know is refused here
  const drawn = classes === undefined ? undefined : options.class === undefined ? randintArray(forClasses, CANDIDATES, { max: classes }) : new Int32Array(CANDIDATES).fill(options.class);
  const latents = drawLatents(model, CANDIDATES, forLatents);
  const made = tidy(() => {
    const z = tensor(latents, [CANDIDATES, latentSize]);
    const labels = labelTensor(drawn);
    const styles = stylesOf(model, z, labels, 1);
    // The mean of each class and of all, at the end.
    const candidates = concat([stylesOf(model, z, labels, 0.7), stylesOf(model, z, labels, 0)], 0); // [2 N, L, S]
    const both = drawn && Int32Array.of(...drawn, ...drawn);
    const target = look(model, signed(image), drawn?.slice(0, 1));
    const nearest = argMin(distances(look(model, synthesized(model, candidates, both), both), target), 0);
    const first = slice(reshape(styles, [CANDIDATES, styleLayers, styleSize]), [0, 0, 0], [CANDIDATES, 1, styleSize]);
    return { target, nearest, candidates, spread: maximum(standardDeviation(first, { axis: 0, keepDims: true }), 1e-6) };
  });
  const [at] = await wait(made.nearest.data());
  const found = drawn?.[at! % CANDIDATES];
  const ends = tidy(() => {
    const index = tensor([at!], [1], 'int32');
    const styles = slice(gather(made.candidates, index), [0, 0, 0], [1, 1, styleSize]);
    const z = tensor(latents.slice(0, latentSize), [1, latentSize]);
    const middle = stylesOf(model, z, labelTensor(found === undefined ? undefined : Int32Array.of(found)), 0);
    return { styles, mean: slice(middle, [0, 0, 0], [1, 1, styleSize]) };
  });
  dispose([made.nearest, made.candidates]);
  return { target: made.target, class: found, spread: made.spread, ...ends };
}
