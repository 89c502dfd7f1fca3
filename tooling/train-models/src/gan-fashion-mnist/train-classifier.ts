import { createModel, train } from '@figment/core';
import { inspectCheckpoint, openModel, saveModel } from '@figment/core/checkpoint';
import { adam, evaluate, linear } from '@figment/core/training';

import { report } from '../language/report.ts';
import { type Classifier, clothesClassifier } from './classifier.ts';
import type { Clothes } from './clothes.ts';
import { recipe } from './recipe.ts';

/** Where it lies: beside the code, for it is a ruler, not a model that ships. */
export const classifierFolder = new URL('classifier/', import.meta.url);

/** Trains the classifier on the pictures that the models learn from, and saves it. */
export async function trainClassifier({ train: data, heldOut }: Clothes): Promise<void> {
  const { steps, seed, batchSize, learningRate } = recipe.classifier;
  const model = await createModel(clothesClassifier, {}, { seed });
  try {
    await report(train(model, { data, steps, seed, batchSize, optimizer: adam({ learningRate }), schedule: linear({ finalRatio: 0 }) }), steps);
    const { metrics } = await evaluate(model, heldOut, { batchSize: 250 });
    await saveModel(model, classifierFolder, { step: steps, provenance: { data: { name: 'fashion-mnist', split: 'train' }, seed, steps, batchSize, learningRate, accuracyHeldOut: metrics['accuracy'] } });
    console.log(`classifier: ${(100 * metrics['accuracy']!).toFixed(1)} % of held-out pictures right`);
  } finally {
    model.dispose();
  }
}

/** The classifier, and which part of the pictures it named rightly that it never saw. */
export async function openClassifier(): Promise<{ readonly classifier: Classifier; readonly accuracy: number }> {
  const { manifest } = await inspectCheckpoint(classifierFolder);
  const model = await openModel(classifierFolder, clothesClassifier);
  return { classifier: model.modules['classifier'] as Classifier, accuracy: Number(manifest.provenance?.['accuracyHeldOut']) };
}
