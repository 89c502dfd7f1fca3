import { selectBackend } from '@figment/core';
import { memory, tensor, tidy } from '@figment/core/ops';
import { key } from '@figment/core/random';
import type { Objective } from '@figment/core/training';
import { beforeAll, expect, it } from 'vitest';

import { decoderArchitecture, encoderArchitecture, sequenceToSequenceArchitecture } from '../config/resolve.ts';
import { sequenceToSequenceConfig } from '../config/sequence-to-sequence.ts';
import { textEncoderConfig } from '../config/text-encoder.ts';
import { transformerConfig } from '../config/transformer.ts';
import { IGNORED } from '../data/batches.ts';
import { pool, unitLength } from '../network/pooling.ts';
import { TransformerNetwork } from '../network/transformer-network.ts';
import { contrastiveObjective } from './contrastive.ts';
import { nextTokenObjective } from './next-token.ts';
import { sequenceToSequenceObjective } from './sequence-to-sequence.ts';
import { textEncoderObjective } from './text-encoder.ts';

const sizes = { layers: 1, width: 16, heads: 2, context: 16 } as const;
const vocabulary = 11;
const ids = (...rows: readonly (readonly number[])[]) => tensor(rows.flat(), [rows.length, rows[0]!.length], 'int32');
const decoder = (config: object = {}) => new TransformerNetwork(key(1), decoderArchitecture(transformerConfig.parse({ ...sizes, ...config }), { vocabulary }));
const encoder = (config: object = {}) => new TransformerNetwork(key(1), encoderArchitecture(textEncoderConfig.parse({ ...sizes, ...config }), { vocabulary }));

beforeAll(async () => { await selectBackend({ prefer: 'cpu' }); });

/** Loss and metrics as numbers, where nothing is learnt. */
function measure<Batch>(objective: Objective<Batch>, batch: Batch, call: object = { evaluation: true }): Record<string, number> {
  const { loss, metrics = {} } = objective.loss(batch, { key: key(3), step: 1, steps: 1, ...call });
  return Object.fromEntries(Object.entries({ loss, ...metrics }).map(([name, scalar]) => [name, scalar.dataSync()[0] as number]));
}

/** -ln of what softmax gives the target, with `smoothing` of it spread over all. */
function surprise(logits: ArrayLike<number>, row: number, target: number, smoothing = 0): number {
  const all = Array.from(logits).slice(row * vocabulary, (row + 1) * vocabulary);
  const largest = Math.max(...all);
  const total = largest + Math.log(all.reduce((sum, logit) => sum + Math.exp(logit - largest), 0));
  return all.reduce((sum, logit, id) => sum + ((id === target ? 1 - smoothing : 0) + smoothing / vocabulary) * (total - logit), 0);
}

/** Frees the network, and finds nothing left. */
function using(network: () => TransformerNetwork, run: (network: TransformerNetwork) => void): void {
  const before = memory().numTensors;
  const made = network();
  tidy(() => { run(made); });
  made.dispose();
  expect(memory().numTensors).toBe(before);
}

it('foresees the next token: the mean surprise of all targets, perplexity, and bits a byte', () => {
  using(decoder, (network) => {
    const batch = { ids: ids([1, 2, 3], [4, 5, 6]), targets: ids([2, 3, 4], [5, IGNORED, IGNORED]), bytes: tensor([7, 2]) };
    const logits = network.logits(network.decode(batch.ids).hidden).dataSync();
    const nats = [2, 3, 4, 5].reduce((sum, target, row) => sum + surprise(logits, row, target), 0);
    const { loss, perplexity, bitsPerByte } = measure(nextTokenObjective(network), batch);
    expect(loss).toBeCloseTo(nats / 4, 5);
    expect(perplexity! / Math.exp(nats / 4)).toBeCloseTo(1, 5);
    expect(bitsPerByte).toBeCloseTo(nats / Math.LN2 / 9, 5);
  });
});

it('foresees texts that share a row as if each stood alone', () => {
  using(() => decoder({ layers: 2 }), (network) => {
    const alone = network.logits(network.decode(ids([4, 5])).hidden).dataSync();
    const batch = { ids: ids([1, 2, 4, 5]), targets: ids([IGNORED, IGNORED, 5, 6]), bytes: tensor([1]), segments: ids([1, 1, 2, 2]), positions: ids([0, 1, 0, 1]) };
    expect(measure(nextTokenObjective(network), batch)['loss']).toBeCloseTo((surprise(alone, 0, 5) + surprise(alone, 1, 6)) / 2, 4);
  });
});

it('leaves channels out where it learns, by its key, and none where it measures', () => {
  using(() => decoder({ dropout: 0.5 }), (network) => {
    const batch = { ids: ids([1, 2, 3]), targets: ids([2, 3, 4]), bytes: tensor([3]) };
    const loss = (call: object): number => measure(nextTokenObjective(network), batch, call)['loss']!;
    expect(loss({ key: key(1) })).toBe(loss({ key: key(1) }));
    expect(loss({ key: key(1) })).not.toBe(loss({ key: key(2) }));
    expect(loss({ key: key(1), evaluation: true })).toBe(loss({ key: key(2), evaluation: true }));
  });
});

it('adds what keeps experts evenly used', () => {
  using(() => decoder({ feedForward: { experts: { count: 4, perToken: 2, balance: 0.5 } } }), (network) => {
    const batch = { ids: ids([1, 2, 3]), targets: ids([2, 3, 4]), bytes: tensor([3]) };
    const { loss, balance, perplexity } = measure(nextTokenObjective(network), batch);
    expect(balance).toBeGreaterThan(0);
    expect(loss).toBeCloseTo(Math.log(perplexity!) + balance!, 5);
  });
});

it('writes a counterpart from the true tokens before, with a smoothed target and no look at padding', () => {
  using(() => new TransformerNetwork(key(1), sequenceToSequenceArchitecture(sequenceToSequenceConfig.parse(sizes), { vocabulary })), (network) => {
    const { hidden: context } = network.encode(ids([1, 2]));
    const logits = network.logits(network.decode(ids([9, 3]), { context }).hidden).dataSync();
    const batch = { ids: ids([1, 2, 7]), mask: ids([1, 1, 0]), targetIds: ids([9, 3, 8]), targets: ids([3, 4, IGNORED]) };
    const found = measure(sequenceToSequenceObjective(network, { labelSmoothing: 0.1 }), batch);
    expect(found['loss']).toBeCloseTo((surprise(logits, 0, 3, 0.1) + surprise(logits, 1, 4, 0.1)) / 2, 4);
    expect(found['perplexity']).toBeUndefined();
    expect(measure(sequenceToSequenceObjective(network), batch)['loss']).toBeCloseTo((surprise(logits, 0, 3) + surprise(logits, 1, 4)) / 2, 4);
  });
});

it('guesses hidden words', () => {
  using(encoder, (network) => {
    const logits = network.logits(network.encode(ids([1, 5, 3])).hidden).dataSync();
    const batch = { ids: ids([1, 5, 3, 0]), mask: ids([1, 1, 1, 0]), targets: ids([IGNORED, 2, IGNORED, IGNORED]) };
    expect(measure(textEncoderObjective(network, { objective: 'masked', pooling: 'mean' }), batch)['loss']).toBeCloseTo(surprise(logits, 1, 2), 4);
  });
});

it('finds the text that means the same among those of the batch: softmax of 20 cosines', () => {
  using(encoder, (network) => {
    const [texts, positives] = [[[1, 2], [3, 4]], [[5, 6], [7, 8]]].map((rows) => {
      const vectors = Array.from(unitLength(pool(network.encode(ids(...rows)).hidden, ids([1, 1], [1, 1]), 'mean')).dataSync());
      return [vectors.slice(0, 16), vectors.slice(16)];
    }) as [number[][], number[][]];
    const cosine = (a: number[], b: number[]): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
    const losses = texts.map((text, i) => {
      const scores = positives.map((positive) => 20 * cosine(text, positive));
      return Math.log(scores.reduce((sum, score) => sum + Math.exp(score - scores[i]!), 0));
    });
    const ones = ids([1, 1], [1, 1]);
    const batch = { ids: ids([1, 2], [3, 4]), mask: ones, positiveIds: ids([5, 6], [7, 8]), positiveMask: ones };
    expect(measure(contrastiveObjective(network), batch)['loss']).toBeCloseTo((losses[0]! + losses[1]!) / 2, 4);
    // A text is most like itself.
    expect(measure(contrastiveObjective(network), { ...batch, positiveIds: batch.ids })['accuracy']).toBe(1);
  });
});

it('tells classes apart', () => {
  using(() => encoder({ classes: 3 }), (network) => {
    const batch = { ids: ids([1, 2], [3, 4]), mask: ids([1, 1], [1, 1]), label: tensor([0, 2], [2], 'int32') };
    const { loss, accuracy } = measure(textEncoderObjective(network, { objective: 'classify', pooling: 'mean' }), batch);
    expect(loss).toBeGreaterThan(0);
    expect([0, 0.5, 1]).toContain(accuracy);
  });
});
