import { describe, expect, it } from 'vitest';

import { expectNoLeak, onEachBackend } from '../../test/backends.ts';
import { watchKernels } from '../backend/profile/watch.ts';
import { add, crossEntropy, customGrad, dispose, memory, reshape, upload, valueAndGrads } from '../ops/index.ts';
import { key, split } from '../random/index.ts';
import type { Tensor } from '../tensor.ts';
import { Embedding, FeedForward, LayerNorm, Linear, MultiHeadAttention } from './index.ts';

const [batch, time, width, vocabulary, layers] = [2, 16, 32, 24, 6];

/** Calls back when the backward pass comes by. */
const watched = (x: Tensor, call: () => void): Tensor =>
  customGrad({
    inputs: [x],
    forward: ([value]) => value.clone(),
    gradient: ({ upstream }) => {
      call();
      return [upstream];
    },
  });

onEachBackend(() => {
  describe('a step of a language model', () => {
    it('needs no more for its backward pass than what was saved, the gradients, and the work of one operation', () =>
      expectNoLeak(() => {
        const keys = split(key(1), 2 * layers + 2);
        const blocks = Array.from({ length: layers }, (_, i) => ({
          norm1: new LayerNorm(keys[2 * i]!, { width }),
          attention: new MultiHeadAttention(keys[2 * i]!, { width, heads: 4, causal: true }),
          norm2: new LayerNorm(keys[2 * i + 1]!, { width }),
          feedForward: new FeedForward(keys[2 * i + 1]!, { width }),
        }));
        const embedding = new Embedding(keys[2 * layers]!, { count: vocabulary, width });
        const head = new Linear(keys[2 * layers + 1]!, { in: width, out: vocabulary });
        const modules = [embedding, head, ...blocks.flatMap((block) => Object.values(block))];
        const parameters = modules.flatMap((module) => [...module.namedParameters()].map(([, parameter]) => parameter));
        const ids = upload({ data: Int32Array.from({ length: batch * time }, (_, i) => i % vocabulary), shape: [batch, time] });
        const bytes = (): number => memory().numBytes;

        const before = bytes();
        let [saved, peak] = [0, 0];
        const passed: number[] = [];
        const stop = watchKernels(({ run }) => {
          const output = run();
          peak = Math.max(peak, bytes());
          return output;
        });
        const { value, gradients } = valueAndGrads(() => {
          let x: Tensor = embedding.forward(ids);
          for (const { norm1, attention, norm2, feedForward } of blocks) {
            x = watched(x, () => passed.push(bytes()));
            x = attention.forward(norm1.forward(x), { residual: x });
            x = feedForward.forward(norm2.forward(x), { residual: x });
          }
          const loss = crossEntropy(reshape(head.forward(add(x, 0)), [-1, vocabulary]), reshape(ids, [-1]));
          return watched(loss, () => { saved = bytes(); peak = saved; });
        }, parameters);
        stop();

        const ofParameters = 4 * parameters.reduce((sum, { size }) => sum + size, 0);
        // The widest thing that one operation works on is the hidden layer of a feed-forward map, or the scores of attention.
        const widest = 4 * batch * time * Math.max(4 * width, 4 * time);
        expect(peak - before).toBeLessThanOrEqual(saved - before + ofParameters + 8 * widest);
        // Each block that was passed left its activations behind: no more is left than its share of what was saved, and the gradients.
        for (const [i, now] of passed.entries()) {
          const rest = ((layers - 1 - i) / layers) * (saved - before);
          expect(now - before).toBeLessThanOrEqual(rest + ofParameters + 8 * widest);
        }
        dispose([value, ids, ...gradients]);
        for (const module of modules) module.dispose();
      }));
  });
});
