import { describe, expect, it } from 'vitest';

import { decoderOf, decoders, encoderOf, expectClose, expectNoLeak, numbersOf, onEachBackend, rows, text, translatorOf, translators } from '../../test/networks.ts';
import type { NextTokenModel, Read } from '../generation/next-token-model.ts';
import { causalModel, type CausalState } from './causal-model.ts';
import { rewindable } from './decoding-cache.ts';
import { sequenceToSequenceModel } from './sequence-to-sequence-model.ts';
import type { TransformerNetwork } from './transformer-network.ts';

/** The logits at each position of one text, read at once. */
const atOnce = (network: TransformerNetwork, ids: readonly number[]): Promise<Float32Array[]> => numbersOf(() => network.logits(network.decode(rows(ids)).hidden));

type Model = NextTokenModel<CausalState>;

/** Reads on, frees the state it goes on from, and gives the logits, row by row. */
async function readOn(model: Model, state: CausalState, ids: readonly (readonly number[])[]): Promise<{ logits: Float32Array[]; state: CausalState }> {
  const read = model.next(state, ids);
  model.dispose(state);
  return { logits: await logitsOf(read), state: read.state };
}

async function logitsOf({ logits, hidden }: Pick<Read<CausalState>, 'logits' | 'hidden'>): Promise<Float32Array[]> {
  hidden.dispose();
  return await numbersOf(() => logits);
}

const LENGTH = 60;
/** Of one position, of several, and of more than a window. */
const steps = [4, 1, 1, 3, 1, 6, ...Array<number>(24).fill(1), 9, 1, 1, 1, 8];

onEachBackend(() => {
  describe.each(Object.entries(decoders))('%s', (_, config) => {
    it('reads step by step as all at once', () =>
      expectNoLeak(async () => {
        const network = decoderOf(config);
        const ids = text(LENGTH);
        const expected = await atOnce(network, ids);
        const model = causalModel(network);
        const start = model.start([ids.slice(0, 4)], { capacity: LENGTH });
        let { state } = start;
        expectClose(await logitsOf(start), expected.slice(3, 4));
        let from = 4;
        for (const count of steps.slice(1)) {
          const read = await readOn(model, state, [ids.slice(from, from + count)]);
          state = read.state;
          expectClose(read.logits, expected.slice(from, from + count));
          from += count;
        }
        expect(from).toBe(LENGTH);
        model.dispose(state);
        network.dispose();
      }));

    it('reads prompts of unequal lengths as each alone', () =>
      expectNoLeak(async () => {
        const network = decoderOf(config);
        const texts = [text(12, 1), text(7, 2), text(1, 3)];
        const on = [text(45, 4), text(45, 5), text(45, 6)];
        const model = causalModel(network);
        const expected = await Promise.all(texts.map(async (ids, row) => (await atOnce(network, [...ids, ...(on[row] as number[])])).slice(ids.length - 1)));
        const start = model.start(texts, { capacity: 60 });
        let { state } = start;
        const found = (await logitsOf(start)).map((row) => [row]);
        for (let i = 0; i < 45; i += 5) {
          const read = await readOn(model, state, on.map((ids) => ids.slice(i, i + 5)));
          state = read.state;
          for (const [at, logits] of read.logits.entries()) found[Math.floor(at / 5)]?.push(logits);
        }
        for (const [row, logits] of found.entries()) expectClose(logits, expected[row] as Float32Array[]);
        model.dispose(state);
        network.dispose();
      }));

    it('goes back, and on another way', () =>
      expectNoLeak(async () => {
        const network = decoderOf(config);
        const [ids, others] = [text(50), text(9, 7)];
        const model = causalModel(network);
        const start = model.start([ids], { capacity: LENGTH });
        await logitsOf(start);
        const back = model.rewind(start.state, 6);
        model.dispose(start.state);
        const read = await readOn(model, back, [others]);
        expectClose(read.logits, (await atOnce(network, [...ids.slice(0, 44), ...others])).slice(44));
        model.dispose(read.state);
        network.dispose();
      }));

    it('reorders its rows', () =>
      expectNoLeak(async () => {
        const network = decoderOf(config);
        const texts = [text(10, 1), text(8, 2)];
        const model = causalModel(network);
        const start = model.start(texts, { capacity: 20 });
        await logitsOf(start);
        const beams = model.select(start.state, [1, 1, 0]);
        const on = [text(2, 3), text(2, 4), text(2, 5)];
        const read = await readOn(model, beams, on);
        const expected = await Promise.all([1, 1, 0].map(async (row, i) => (await atOnce(network, [...(texts[row] as number[]), ...(on[i] as number[])])).slice(-2)));
        expectClose(read.logits, expected.flat());
        model.dispose(read.state);
        // What it was chosen of goes on as well.
        const same = await readOn(model, start.state, [on[0] as number[], on[1] as number[]]);
        expectClose(same.logits.slice(0, 2), (await atOnce(network, [...(texts[0] as number[]), ...(on[0] as number[])])).slice(-2));
        model.dispose(same.state);
        network.dispose();
      }));

    it('continues one state in two ways', () =>
      expectNoLeak(async () => {
        const network = decoderOf(config);
        const ids = text(45);
        const model = causalModel(network);
        const start = model.start([ids], { capacity: LENGTH });
        await logitsOf(start);
        for (const seed of [1, 2]) {
          let state = start.state;
          for (const [i, id] of text(4, seed).entries()) {
            const read = model.next(state, [[id]]);
            if (state !== start.state) model.dispose(state);
            state = read.state;
            expectClose(await logitsOf(read), (await atOnce(network, [...ids, ...text(4, seed).slice(0, i + 1)])).slice(-1));
          }
          model.dispose(state);
        }
        model.dispose(start.state);
        network.dispose();
      }));
  });

  describe.each(translators)('%s', (preset) => {
    it.each([4, 2])('writes step by step as all at once, %i heads of keys and values', (keyValueHeads) =>
      expectNoLeak(async () => {
        const network = translatorOf({ preset, keyValueHeads, decoderLayers: 3 });
        const [sources, mask] = [rows(text(7, 1), text(7, 2)), rows([1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 0, 0, 0])];
        const ids = [text(20, 3), text(20, 4)];
        const expected = await numbersOf(() => network.logits(network.decode(rows(...ids), { context: network.encode(sources, { mask }).hidden, contextMask: mask }).hidden));
        const model = sequenceToSequenceModel(network, { sources, mask });
        const start = model.start(ids.map((row) => row.slice(0, 3)), { capacity: 20 });
        let { state } = start;
        const found = (await logitsOf(start)).map((row) => [row]);
        for (const [from, to] of [[3, 4], [4, 7], [7, 8]] as const) {
          const read = await readOn(model, state, ids.map((row) => row.slice(from, to)));
          state = read.state;
          for (const [at, logits] of read.logits.entries()) found[Math.floor(at / (to - from))]?.push(logits);
        }
        for (const row of [0, 1]) expectClose(found[row] as Float32Array[], expected.slice(20 * row + 2, 20 * row + 8));
        // The rows change places, and what they translate with them.
        const swapped = model.select(state, [1, 0]);
        model.dispose(state);
        const read = await readOn(model, swapped, [ids[1]!.slice(8, 9), ids[0]!.slice(8, 9)]);
        expectClose(read.logits, [expected[28]!, expected[8]!]);
        model.dispose(read.state);
        sources.dispose();
        mask.dispose();
        network.dispose();
      }));
  });

  describe('a cache that slides', () => {
    it('keeps its window alone, and says how far it goes back', () =>
      expectNoLeak(async () => {
        const network = decoderOf({ preset: 'mistral', attention: { window: 3 }, context: 1000 });
        const model = causalModel(network);
        const start = model.start([text(200)], { capacity: 1000 });
        await logitsOf(start);
        expect(start.state.cache.layers[0]?.keys.shape[2]).toBeLessThan(50);
        expect(rewindable(start.state.cache)).toBeGreaterThanOrEqual(32);
        expect(rewindable(start.state.cache)).toBeLessThan(50);
        expect(() => model.rewind(start.state, 150)).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }));
        model.dispose(start.state);
        network.dispose();
      }));
  });

  describe('refuses', () => {
    it('what it can not read', () =>
      expectNoLeak(() => {
        const network = decoderOf({ preset: 'gpt2', context: 8 });
        const model = causalModel(network);
        const refusal = (code: string, message: string): unknown => expect.objectContaining({ code, message });
        expect(() => model.start([], { capacity: 8 })).toThrow(refusal('INPUT_INVALID', 'prompts must be of one token or more, got no prompt.'));
        expect(() => model.start([[1], []], { capacity: 8 })).toThrow(refusal('INPUT_INVALID', 'prompts must be of one token or more, got none in prompt 1.'));
        expect(() => model.start([text(9)], { capacity: 9 })).toThrow(refusal('CONTEXT_OVERFLOW', 'a text must be no longer than the context (8 positions), got 9.'));
        expect(() => model.start([[99]], { capacity: 8 })).toThrow(refusal('INPUT_INVALID', 'embedding: ids must be from 0 to 39, got 99.'));
        const encoder = encoderOf();
        expect(() => causalModel(encoder)).toThrow(refusal('CONFIG_INVALID', 'kind must be one with a decoder, got encoder.'));
        encoder.dispose();
        network.dispose();
      }));
  });
});
