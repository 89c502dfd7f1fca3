import { sum, tidy, upload } from '@figment/core/ops';
import { key } from '@figment/core/random';
import type { Tensor } from '@figment/core';
import { describe, expect, it } from 'vitest';

import { decoderOf, decoders, encoderOf, expectClose, expectNoLeak, numbersOf, onEachBackend, rows, text, translatorOf, translators, VOCABULARY } from '../../test/networks.ts';
import { decoderArchitecture } from '../config/resolve.ts';
import { transformerConfig } from '../config/transformer.ts';
import { TransformerNetwork } from './transformer-network.ts';

const namesOf = (network: TransformerNetwork): string[] => [...network.namedParameters()].map(([name]) => name);

onEachBackend(() => {
  describe('parameters', () => {
    it('are named after what they are', () =>
      expectNoLeak(() => {
        const gemma = decoderOf({ preset: 'gemma3', layers: 1, attention: { window: 4 } });
        expect(namesOf(gemma)).toEqual([
          'tokens.weight',
          ...['query', 'key', 'value', 'output', 'queryNorm', 'keyNorm'].map((part) => `decoder.blocks.0.attention.${part}.weight`),
          ...['gate', 'up', 'down'].map((part) => `decoder.blocks.0.feedForward.${part}.weight`),
          ...['attentionNorm', 'feedForwardNorm', 'attentionPostNorm', 'feedForwardPostNorm'].map((part) => `decoder.blocks.0.${part}.weight`),
          'decoder.norm.weight',
        ]);
        const bert = encoderOf({ preset: 'bert', layers: 1, pooler: true, nextSentence: true, classes: 3 });
        expect(namesOf(bert).filter((name) => !name.startsWith('encoder.blocks'))).toEqual([
          'tokens.weight', 'encoder.positions.weight', 'encoder.tokenTypes.weight', 'encoder.embeddingNorm.weight', 'encoder.embeddingNorm.bias', 'headBias',
          ...['headTransform.dense', 'headTransform.norm', 'pooler', 'nextSentence', 'classifier'].flatMap((name) => [`${name}.weight`, `${name}.bias`]),
        ]);
        const t5 = translatorOf({ preset: 't5', layers: 1 });
        expect(namesOf(t5).filter((name) => /relativeBias|crossAttention|router/.test(name))).toEqual([
          'encoder.relativeBias.weight', 'decoder.relativeBias.weight',
          ...['query', 'key', 'value', 'output'].map((part) => `decoder.blocks.0.crossAttention.${part}.weight`), 'decoder.blocks.0.crossAttentionNorm.weight',
        ]);
        const mixtral = decoderOf({ preset: 'mixtral', layers: 1, feedForward: { experts: { count: 2 } } });
        expect(namesOf(mixtral)).toContain('head.weight');
        expect(namesOf(mixtral)).toContain('decoder.blocks.0.feedForward.router.weight');
        expect(namesOf(mixtral)).toContain('decoder.blocks.0.feedForward.experts.1.gate.weight');
        for (const network of [gemma, bert, t5, mixtral]) network.dispose();
      }));

    it('begin as GPT-2: small, what is added to the sum smaller by the root of how often, biases 0, gains 1', () =>
      expectNoLeak(async () => {
        const network = new TransformerNetwork(key(1), decoderArchitecture(transformerConfig.parse({ preset: 'gpt2', width: 640, heads: 10, layers: 2 }), { vocabulary: 500 }));
        const block = network.decoder!.blocks[0]!;
        const deviation = async (x: Tensor): Promise<number> => Math.sqrt(Array.from(await x.data()).reduce((sum, value) => sum + value * value, 0) / x.size);
        expect(await deviation(network.tokens.weight)).toBeCloseTo(0.02, 3);
        expect(await deviation(block.attention.query.weight)).toBeCloseTo(0.02, 3);
        expect(await deviation(block.attention.output.weight)).toBeCloseTo(0.02 / Math.sqrt(4), 3);
        expect(await deviation(block.attention.output.bias!)).toBe(0);
        expect(await deviation((block.attentionNorm as unknown as { weight: Tensor }).weight)).toBe(1);
        network.dispose();
      }));
  });

  describe.each(Object.entries(decoders))('%s', (_, config) => {
    it('sees nothing that comes later', () =>
      expectNoLeak(async () => {
        const network = decoderOf(config);
        const ids = text(12);
        const read = (ids: number[]): Promise<Float32Array[]> => numbersOf(() => network.decode(rows(ids)).hidden);
        const [a, b] = [await read(ids), await read([...ids.slice(0, 9), 1, 2, 3])];
        expectClose(b.slice(0, 9), a.slice(0, 9));
        expect([...b[11]!]).not.toEqual([...a[11]!]);
        network.dispose();
      }));

    it('reads documents packed into a row as each alone', () =>
      expectNoLeak(async () => {
        const network = decoderOf(config);
        const [first, second] = [text(7, 1), text(5, 2)];
        const alone = (ids: number[]): Promise<Float32Array[]> => numbersOf(() => network.decode(rows(ids)).hidden);
        const packed = await numbersOf(() => network.decode(rows([...first, ...second]), {
          segments: rows([...first.map(() => 0), ...second.map(() => 1)]), positions: rows([...first.map((_, i) => i), ...second.map((_, i) => i)]),
        }).hidden);
        expectClose(packed, [...(await alone(first)), ...(await alone(second))]);
        network.dispose();
      }));

    it('shows who looked at whom without changing what was seen', () =>
      expectNoLeak(async () => {
        const network = decoderOf(config);
        const ids = rows(text(8));
        const plain = await numbersOf(() => network.decode(ids).hidden);
        expectClose(await numbersOf(() => network.decode(ids, { attentions: true }).hidden), plain);
        const layers = network.decoder!.blocks.length;
        for (let layer = 0; layer < layers; layer++) {
          const weights = await numbersOf(() => network.decode(ids, { attentions: true }).attentions![layer]!);
          expectClose(weights.map((row) => [row.reduce((a, b) => a + b, 0)]), weights.map(() => [1]));
          const { window, local } = network.architecture.decoder!.attention;
          for (const [row, numbers] of weights.entries()) for (let j = 0; j < 8; j++) {
            const isSeen = j <= row % 8 && (local[layer] !== true || j > (row % 8) - window!);
            if (!isSeen) expect(numbers[j]).toBe(0);
          }
        }
        const states = tidy(() => network.decode(ids, { hiddenStates: true }).hiddenStates!.map((state) => state.shape));
        expect(states).toEqual(Array.from({ length: layers + 1 }, () => [1, 8, 16]));
        ids.dispose();
        network.dispose();
      }));
  });

  describe('dropout', () => {
    it('comes of a key alone: the same key, the same loss of channels; none without', () =>
      expectNoLeak(async () => {
        const network = decoderOf({ dropout: 0.5 });
        const read = (seed?: number): Promise<Float32Array[]> => numbersOf(() => network.decode(rows(text(6)), { key: seed === undefined ? undefined : key(seed) }).hidden);
        expect(await read(1)).toEqual(await read(1));
        expect(await read(1)).not.toEqual(await read(2));
        const plain = decoderOf();
        expectClose(await read(), await numbersOf(() => plain.decode(rows(text(6))).hidden));
        plain.dispose();
        network.dispose();
      }));
  });

  describe('an encoder', () => {
    it.each(['bert', 'modern'])('%s: reads padded texts as each alone, later tokens seen too', (preset) =>
      expectNoLeak(async () => {
        const network = encoderOf({ preset });
        const [long, short] = [text(6, 1), text(4, 2)];
        const alone = (ids: number[]): Promise<Float32Array[]> => numbersOf(() => network.encode(rows(ids)).hidden);
        const padded = await numbersOf(() => network.encode(rows(long, [...short, 0, 0]), { mask: rows([1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 0, 0]) }).hidden);
        expectClose([...padded.slice(0, 6), ...padded.slice(6, 10)], [...(await alone(long)), ...(await alone(short))]);
        expect([...(await alone([...long.slice(0, 5), 7]))[0]!]).not.toEqual([...(await alone(long))[0]!]);
        network.dispose();
      }));

    it('knows kinds of segments, the first where none are told', () =>
      expectNoLeak(async () => {
        const network = encoderOf({ preset: 'bert' });
        const read = (tokenTypes?: number[]): Promise<Float32Array[]> => numbersOf(() => network.encode(rows(text(3)), { tokenTypes: tokenTypes && rows(tokenTypes) }).hidden);
        expectClose(await read(), await read([0, 0, 0]));
        expect(await read()).not.toEqual(await read([0, 0, 1]));
        network.dispose();
      }));

    it('pools the first token through a tanh', () =>
      expectNoLeak(async () => {
        const network = encoderOf({ preset: 'bert', pooler: true });
        const hidden = { data: Float32Array.from({ length: 2 * 3 * 16 }, (_, i) => Math.sin(i)), shape: [2, 3, 16] };
        const [weight, [bias]] = [await numbersOf(() => network.pooler!.weight.clone()), await numbersOf(() => network.pooler!.bias!.clone())];
        const expected = [0, 1].map((row) => Array.from({ length: 16 }, (_, o) => Math.tanh(weight.reduce((sum, to, i) => sum + hidden.data[row * 48 + i]! * to[o]!, bias![o]!))));
        expectClose(await numbersOf(() => network.pooled(upload(hidden))), expected);
        network.dispose();
      }));
  });

  describe.each(translators)('%s', (preset) => {
    it('reads a padded source as it stands alone, and shows what was looked at there', () =>
      expectNoLeak(async () => {
        const network = translatorOf({ preset });
        const [source, target] = [text(4, 1), text(5, 2)];
        const alone = await numbersOf(() => network.logits(network.decode(rows(target), { context: network.encode(rows(source)).hidden }).hidden));
        const mask = rows([1, 1, 1, 1, 0, 0]);
        const padded = (): ReturnType<TransformerNetwork['decode']> => network.decode(rows(target), { context: network.encode(rows([...source, 5, 5]), { mask }).hidden, contextMask: mask, attentions: true });
        expectClose(await numbersOf(() => network.logits(padded().hidden)), alone);
        expect(alone[0]!.length).toBe(VOCABULARY);
        for (const row of await numbersOf(() => padded().crossAttentions![1]!)) {
          expect([...row.slice(4)]).toEqual([0, 0]);
          expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
        }
        mask.dispose();
        network.dispose();
      }));
  });

  it('refuses what it has no part for', () =>
    expectNoLeak(() => {
      const [decoder, encoder] = [decoderOf(), encoderOf({ head: false })];
      const refusal = (message: string): unknown => expect.objectContaining({ code: 'CONFIG_INVALID', message });
      tidy(() => {
        expect(() => decoder.encode(rows([1]))).toThrow(refusal('kind must be one with an encoder, got decoder.'));
        expect(() => encoder.decode(rows([1]))).toThrow(refusal('kind must be one with a decoder, got encoder.'));
        expect(() => encoder.logits(encoder.encode(rows([1])).hidden)).toThrow(refusal('head must be there for logits: this network ends with hidden states.'));
        expect(() => encoder.emptyCache({ batch: 1, capacity: 4 })).toThrow(refusal('kind must be one with a decoder, got encoder.'));
        expect(sum(decoder.logits(decoder.decode(rows([1])).hidden)).shape).toEqual([]);
      });
      decoder.dispose();
      encoder.dispose();
    }));
});
