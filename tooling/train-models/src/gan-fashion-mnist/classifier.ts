import type { Buffer, Tensor } from '@figment/core';
import { BatchNorm, Conv2d, Linear, Module } from '@figment/core/nn';
import { adaptiveAveragePool2d, argMax, cast, crossEntropy, equal, mean, relu, reshape, signed, softmax } from '@figment/core/ops';
import { defineModel } from '@figment/core/plugin';
import { type Key, split } from '@figment/core/random';
import type { Objective } from '@figment/core/training';
import * as z from 'zod';

const CLASSES = 10;
const WIDTHS = [16, 32, 64];
/** Numbers that it sees in a picture before it names its class. */
const FEATURES = 64;

/** A small network that tells clothes apart; what it sees in a picture measures how real made pictures are. */
export class Classifier extends Module {
  readonly convs: readonly Conv2d[];
  readonly norms: readonly BatchNorm[];
  readonly features: Linear;
  readonly output: Linear;

  constructor(key: Key) {
    super();
    const [forConvs, forNorms, forFeatures, forOutput] = split(key, 4);
    this.convs = split(forConvs, WIDTHS.length).map((each, i) => new Conv2d(each, { in: WIDTHS[i - 1] ?? 1, out: WIDTHS[i]!, kernel: 3, stride: 2, padding: 1 }));
    this.norms = split(forNorms, WIDTHS.length).map((each, i) => new BatchNorm(each, { channels: WIDTHS[i]! }));
    this.features = new Linear(forFeatures, { in: 4 * WIDTHS.at(-1)!, out: FEATURES });
    this.output = new Linear(forOutput, { in: FEATURES, out: CLASSES });
  }

  /** images: [B, 32, 32, 1] in [0, 1] -> [B, FEATURES], and what the running statistics become. */
  look(images: Tensor, training: boolean): { readonly features: Tensor; readonly updates: readonly (readonly [Buffer, Tensor])[] } {
    const updates: (readonly [Buffer, Tensor])[] = [];
    let h = signed(images);
    for (const [i, conv] of this.convs.entries()) {
      const normalised = this.norms[i]!.forward(conv.forward(h), { training });
      updates.push(...normalised.updates);
      h = relu(normalised.output);
    }
    const pooled = reshape(adaptiveAveragePool2d(h, [2, 2]), [images.shape[0], -1]); // [B, 4, 4, C] -> [B, 2, 2, C] -> [B, 4 C]
    return { features: relu(this.features.forward(pooled)), updates };
  }

  /** [B, FEATURES] -> of each class, [B, CLASSES]. */
  probabilities(features: Tensor): Tensor {
    return softmax(this.output.forward(features));
  }
}

interface ClothesBatch {
  readonly image: Tensor;
  readonly label: Tensor;
}

function objective(classifier: Classifier): Objective<ClothesBatch> {
  return {
    name: 'classifier',
    parameters: () => classifier.namedParameters(),
    loss({ image, label }, { evaluation = false }) {
      const { features, updates } = classifier.look(image, !evaluation);
      const logits = classifier.output.forward(features);
      return { loss: crossEntropy(logits, label), metrics: { accuracy: mean(cast(equal(argMax(logits, 1), label), 'float32')) }, updates };
    },
  };
}

/** The classifier as a model, so that it is trained, saved and opened as others are. */
export const clothesClassifier = defineModel({
  id: 'figment-tooling/clothes-classifier',
  title: 'Classifier of clothes',
  config: z.object({}),
  data: { fields: { image: 'image', label: 'label' } },
  tasks: {},
  create(_config, { key }) {
    const classifier = new Classifier(key);
    return { modules: { classifier }, objectives: [objective(classifier)], run: {} };
  },
});
