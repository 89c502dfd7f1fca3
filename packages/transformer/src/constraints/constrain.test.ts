import { createVocabulary, decoders, models, Tokenizer, trainTokenizer } from '@figment/tokenizer';
import { describe, expect, it } from 'vitest';

import { constrain } from './constrain.ts';
import { grammar } from './grammar.ts';
import { jsonSchema } from './json-schema.ts';
import { pattern } from './pattern.ts';
import { allowed, fits, jsonTokenizer, listTokenizer, randomNumbers } from './testing/walk.ts';

describe('what may come next', () => {
  it('is each token that begins some text of the form, and no other', () => {
    const alphabet = ['a', 'b', 'c'];
    const tokens = [...alphabet, ...alphabet.flatMap((a) => alphabet.map((b) => a + b)), 'aab', 'cab', 'bbb', 'a'];
    const tokenizer = listTokenizer(tokens);
    const texts = (length: number): string[] => (length === 0 ? [''] : texts(length - 1).flatMap((text) => alphabet.map((letter) => text + letter)));
    const every = Array.from({ length: 10 }, (_, length) => texts(length)).flat();
    const random = randomNumbers(4);
    for (const form of [pattern('(?:ab|c)*a{2}'), pattern('(?!ab)a?(?:b|c){1,3}'), grammar('root ::= "a" root "b" | "c"'), grammar('root ::= ("a" | "ab" | "b") ("c" | "bc")')]) {
      const valid = every.filter((text) => fits(form, text));
      let state = constrain(form, tokenizer).start();
      for (let text = ''; text.length < 3 && !state.mustEnd;) {
        const expected = [...tokens.keys()].filter((id) => valid.some((whole) => whole.startsWith(text + tokens[id]!)));
        const choices = allowed(state, tokens.length);
        // What has begun with up to four letters can end within nine.
        const isShort = (id: number): boolean => text.length + tokens[id]!.length < 5;
        expect(choices.filter(isShort)).toEqual(expected.filter(isShort));
        expect(expected.every((id) => choices.includes(id))).toBe(true);
        expect(state.complete).toBe(valid.includes(text));
        const id = choices[Math.floor(random() * choices.length)]!;
        text += tokens[id]!;
        state = state.accept(id);
      }
    }
  });

  it('can split characters', async () => {
    const tokenizer = await jsonTokenizer();
    const { ids } = tokenizer.encode('쀍');
    expect(ids.length).toBeGreaterThan(1);
    let state = constrain(pattern('[쀀-쀏]'), tokenizer).start();
    for (const id of ids) {
      expect(state.complete).toBe(false);
      expect(allowed(state, tokenizer.vocabularySize)).toContain(id);
      state = state.accept(id);
    }
    expect([state.complete, state.mustEnd]).toEqual([true, true]);
  });

  it('is an end only where the form is complete', async () => {
    const tokenizer = await jsonTokenizer();
    const [a] = tokenizer.encode('a').ids as [number];
    const start = constrain(pattern('a{2,3}'), tokenizer, { endIds: [tokenizer.end] }).start();
    const twice = start.accept(a).accept(a);
    expect(allowed(start, tokenizer.vocabularySize)).not.toContain(tokenizer.end);
    expect(allowed(twice, tokenizer.vocabularySize)).toEqual([tokenizer.end, a].sort((x, y) => x - y));
    expect(allowed(twice.accept(a), tokenizer.vocabularySize)).toEqual([tokenizer.end]);
    expect([twice.complete, twice.mustEnd, twice.accept(a).mustEnd]).toEqual([true, false, true]);
    expect(twice.accept(tokenizer.end).complete).toBe(true);
  });

  it('leaves logits as they are, and none beyond the tokenizer', async () => {
    const tokenizer = await jsonTokenizer();
    const [a] = tokenizer.encode('a').ids as [number];
    const logits = Float64Array.from({ length: tokenizer.vocabularySize + 40 }, (_, i) => i / 7);
    constrain(pattern('a'), tokenizer).start().allow(logits);
    expect([...logits.keys()].filter((id) => logits[id] !== -Infinity)).toEqual([a]);
    expect(logits[a]).toBe(a / 7);
  });

  it('goes on from a state in several ways', async () => {
    const tokenizer = await jsonTokenizer();
    const start = constrain(pattern('ab|cd'), tokenizer).start();
    const [a, c] = ['a', 'c'].map((text) => tokenizer.encode(text).ids[0]!) as [number, number];
    const before = allowed(start, tokenizer.vocabularySize);
    const [one, other] = [start.accept(a), start.accept(c)];
    expect(tokenizer.decode(allowed(one, tokenizer.vocabularySize))).toBe('b');
    expect(tokenizer.decode(allowed(other, tokenizer.vocabularySize))).toBe('d');
    expect(allowed(start, tokenizer.vocabularySize)).toEqual(before);
  });

  it('is never a special token, even where its spelling fits', async () => {
    const tokenizer = await jsonTokenizer();
    expect(allowed(constrain(pattern('.*'), tokenizer).start(), tokenizer.vocabularySize)).not.toContain(tokenizer.end);
  });
});

describe('tokens of', () => {
  it('SentencePiece write spaces for ▁, and bytes', async () => {
    const tokenizer = await trainTokenizer(['the cat the ### the ###', 'the mat ### sat the'], { model: 'sentencepiece-bpe', vocabulary: 340 });
    const start = constrain(pattern(' the|###|쀍'), tokenizer).start();
    const texts = allowed(start, tokenizer.vocabularySize).map((id) => tokenizer.token(id));
    expect(texts).toContain('▁the');
    expect(texts).toContain('<0xEC>');
    expect(texts.every((token) => /^(?:▁(?:t(?:he?)?)?|#{1,3}|<0x(?:EC|20|23)>)$/.test(token!))).toBe(true);
  });

  it('core’s interface are decoded behind another', () => {
    const tokens = ['', 'x', ' y', '\uFFFD', 'xy'];
    const start = constrain(pattern('x{1,2}y?| y'), listTokenizer(tokens)).start();
    expect(allowed(start, tokens.length).map((id) => tokens[id])).toEqual(['x', ' y', 'xy']);
  });

  it('WordPiece have no text of their own', () => {
    const tokenizer = new Tokenizer({ model: models.wordPiece({ vocabulary: createVocabulary({ '[UNK]': 0, a: 1 }) }), decoder: decoders.wordPiece() });
    expect(() => constrain(pattern('a'), tokenizer)).toThrow(expect.objectContaining({ code: 'CONSTRAINT_INVALID', message: expect.stringContaining('WordPiece') as string }));
  });
});

describe('a form that a vocabulary can’t write', () => {
  it('is refused at once where no text can be written', () => {
    expect(() => constrain(jsonSchema({ type: 'object' }), listTokenizer(['a', 'b']))).toThrow(expect.objectContaining({ code: 'CONSTRAINT_INVALID', message: expect.stringContaining('can\'t write any text') as string }));
  });

  it('loses the texts that can’t be written', () => {
    const tokens = ['1', '2', '-'];
    const start = constrain(jsonSchema({ anyOf: [{ type: 'string' }, { type: 'integer' }] }), listTokenizer(tokens)).start();
    expect(allowed(start, 3)).toEqual([0, 1, 2]);
  });

  it('says what would have to follow where a text is stuck', () => {
    // All bytes of 나 are there, but in other characters.
    const tokens = ['가', '갘', '낙'];
    let state = constrain(grammar('root ::= "가" ("나" | "납")'), listTokenizer([...tokens, '까'])).start();
    state = state.accept(0);
    expect(() => { state.allow(new Float32Array(4)); }).toThrow(expect.objectContaining({ code: 'CONSTRAINT_INVALID', message: expect.stringContaining('0xeb') as string }));
    expect(() => state.accept(1)).toThrow(expect.objectContaining({ code: 'CONSTRAINT_INVALID', message: expect.stringContaining('token 1 can\'t follow') as string }));
  });
});
