import { describe, expect, it } from 'vitest';

import { tokenizerJson, tokenizerNames } from '../../testing/tokenizers.ts';
import { Tokenizer } from '../../tokenizer.ts';
import { wordLevel } from '../../models/index.ts';
import { createVocabulary } from '../../vocabulary/create-vocabulary.ts';
import { parseTokenizer } from './parse-tokenizer.ts';
import { writeTokenizer } from './write-tokenizer.ts';

const thrown = (code: string, message: string): Error => expect.objectContaining({ code, message: expect.stringContaining(message) as string }) as Error;
const gpt2 = tokenizerJson('bpe-gpt2');
const template = (tokenizerJson('char') as { post_processor: object }).post_processor;

describe('tokenizer.json', () => {
  it.each(tokenizerNames)('is written as it was read: %s', (name) => {
    const json = tokenizerJson(name);
    expect(parseTokenizer(json).toJSON()).toEqual(json);
    expect(JSON.parse(writeTokenizer(parseTokenizer(JSON.stringify(json)))['tokenizer.json'])).toEqual(json);
  });

  it('is written as it was read with truncation and padding', () => {
    const json = {
      ...gpt2,
      truncation: { direction: 'Left', max_length: 8, strategy: 'OnlyFirst', stride: 2 },
      padding: { strategy: { Fixed: 10 }, direction: 'Left', pad_to_multiple_of: 4, pad_id: 5, pad_type_id: 1, pad_token: '$' },
    };
    const tokenizer = parseTokenizer(json);
    expect(tokenizer.toJSON()).toEqual(json);
    expect(tokenizer.encode('a').ids).toEqual([...new Array<number>(11).fill(5), tokenizer.id('a')]);
    expect(parseTokenizer({ ...json, padding: { ...json.padding, strategy: 'BatchLongest', pad_to_multiple_of: null } }).padding).toMatchObject({ length: 'longest' });
  });

  it.each([
    ['TemplateProcessing', template],
    ['BertProcessing', { type: 'BertProcessing', sep: ['GPU', 701], cls: ['<mask>', 700] }],
    ['RobertaProcessing', { type: 'RobertaProcessing', sep: ['GPU', 701], cls: ['<mask>', 700], trim_offsets: true, add_prefix_space: false }],
    ['Sequence', { type: 'Sequence', processors: [gpt2['post_processor'], template] }],
  ])('keeps the post-processor %s', (_, postProcessor) => {
    expect(parseTokenizer({ ...gpt2, post_processor: postProcessor }).toJSON().post_processor).toEqual(postProcessor);
  });

  it.each([
    { type: 'BPEDecoder', suffix: '</w>' },
    { type: 'CTC', pad_token: '<pad>', word_delimiter_token: '|', cleanup: true },
    { type: 'Sequence', decoders: [{ type: 'Strip', content: '한', start: 1, stop: 2 }, { type: 'Replace', pattern: { Regex: 'a+' }, content: '' }, { type: 'Fuse' }] },
  ])('keeps the decoder $type', (decoder) => {
    expect(parseTokenizer({ ...gpt2, decoder }).toJSON().decoder).toEqual(decoder);
  });

  it.each<[string, unknown, string, string]>([
    ['text that breaks off', '{"version": "1.0"', 'TOKENIZER_INVALID', 'tokenizer.json is no JSON'],
    ['a list', [], 'TOKENIZER_INVALID', 'The file must be an object'],
    ['another version', { ...gpt2, version: '2.0' }, 'TOKENIZER_UNSUPPORTED', 'version "2.0" of tokenizer.json is not known; it must be "1.0"'],
    ['no version', { ...gpt2, version: undefined }, 'TOKENIZER_INVALID', 'version is missing'],
    ['no model', { ...gpt2, model: undefined }, 'TOKENIZER_INVALID', 'model is missing'],
    ['an unknown model', { ...gpt2, model: { type: 'Mamba' } }, 'TOKENIZER_UNSUPPORTED', 'model.type "Mamba" is not known; it may be BPE, Unigram, WordPiece, WordLevel'],
    ['a vocabulary that is none', { ...gpt2, model: { ...(gpt2['model'] as object), vocab: 5 } }, 'TOKENIZER_INVALID', 'model.vocab must be an object, got 5'],
    ['an id that is none', { ...gpt2, model: { type: 'WordLevel', vocab: { a: 'b' }, unk_token: 'a' } }, 'VOCABULARY_INVALID', 'model.vocab: the id of token "a"'],
    ['an id that is there twice', { ...gpt2, model: { type: 'WordLevel', vocab: { a: 0, b: 0 }, unk_token: 'a' } }, 'VOCABULARY_INVALID', 'model.vocab: token "b"'],
    ['a token that is there twice', { ...gpt2, model: { type: 'Unigram', vocab: [['a', 0], ['a', 0]], unk_id: 0 } }, 'VOCABULARY_INVALID', 'model.vocab: token "a"'],
    ['a merge of nothing', { ...gpt2, model: { ...(gpt2['model'] as object), merges: [['a', 'nothing']] } }, 'TOKENIZER_INVALID', 'model.merges[0] must be of tokens'],
    ['a merge that is none', { ...gpt2, model: { ...(gpt2['model'] as object), merges: [['a']] } }, 'TOKENIZER_INVALID', 'model.merges[0] must be two tokens'],
    ['an unknown token outside of the vocabulary', { ...gpt2, model: { type: 'Unigram', vocab: [['a', 0]], unk_id: 1 } }, 'TOKENIZER_INVALID', 'model.unk_id must be less than 1'],
    ['a score that is none', { ...gpt2, model: { type: 'Unigram', vocab: [['a', '0']] } }, 'TOKENIZER_INVALID', 'model.vocab[0] must be a token and its log-probability'],
    ['an unknown normalizer', { ...gpt2, normalizer: { type: 'Shout' } }, 'TOKENIZER_UNSUPPORTED', 'normalizer.type "Shout"'],
    ['an unknown pre-tokenizer in a list', { ...gpt2, pre_tokenizer: { type: 'Sequence', pretokenizers: [{ type: 'Halves' }] } }, 'TOKENIZER_UNSUPPORTED', 'pre_tokenizer.pretokenizers[0].type "Halves"'],
    ['an unknown post-processor', { ...gpt2, post_processor: { type: 'Frame' } }, 'TOKENIZER_UNSUPPORTED', 'post_processor.type "Frame"'],
    ['an unknown decoder', { ...gpt2, decoder: { type: 'Sequence', decoders: [{ type: 'Fuse' }, { type: 'Guess' }] } }, 'TOKENIZER_UNSUPPORTED', 'decoder.decoders[1].type "Guess"'],
    ['a component that is none', { ...gpt2, decoder: 'ByteLevel' }, 'TOKENIZER_INVALID', 'decoder must be an object, got "ByteLevel"'],
    ['a field of the wrong type', { ...gpt2, decoder: { type: 'WordPiece', prefix: 2, cleanup: true } }, 'TOKENIZER_INVALID', 'decoder.prefix must be a string, got 2'],
    ['a template without a token', { ...gpt2, post_processor: { ...template, special_tokens: {} } }, 'TOKENIZER_INVALID', 'post_processor: single uses "<s>"'],
    ['a template part that is none', { ...gpt2, post_processor: { ...template, single: [{ Text: {} }] } }, 'TOKENIZER_INVALID', 'post_processor.single[0].SpecialToken is missing'],
    ['a pair that is none', { ...gpt2, post_processor: { type: 'BertProcessing', sep: ['x'], cls: ['x', 1] } }, 'TOKENIZER_INVALID', 'post_processor.sep must be a token and its id'],
    ['an added token without id', { ...gpt2, added_tokens: [{ content: 'x' }] }, 'TOKENIZER_INVALID', 'added_tokens[0].id is missing'],
    ['a flag that is none', { ...gpt2, added_tokens: [{ id: 0, content: 'x', lstrip: 1 }] }, 'TOKENIZER_INVALID', 'added_tokens[0].lstrip must be true or false'],
    ['a strategy that is none', { ...gpt2, truncation: { max_length: 1, stride: 0, strategy: 'Some' } }, 'TOKENIZER_INVALID', 'truncation.strategy must be "LongestFirst"'],
    ['padding to nothing', { ...gpt2, padding: { strategy: { Fixed: '1' }, direction: 'Left', pad_id: 0, pad_type_id: 0, pad_token: '' } }, 'TOKENIZER_INVALID', 'padding.strategy.Fixed must be a whole number'],
    ['a pattern that is none', { ...gpt2, pre_tokenizer: { type: 'Split', pattern: { Regex: '(' }, behavior: 'Isolated', invert: false } }, 'PATTERN_INVALID', '('],
  ])('is refused with %s', (_, json, code, message) => {
    expect(() => parseTokenizer(json as object)).toThrow(thrown(code, message));
  });
});

describe('the files beside it', () => {
  const config = {
    tokenizer_class: 'GPT2Tokenizer',
    bos_token: '<|endoftext|>',
    eos_token: { __type: 'AddedToken', content: '<|endoftext|>', lstrip: false, normalized: true, rstrip: false, single_word: false },
    model_max_length: 1024,
    clean_up_tokenization_spaces: false,
    chat_template: [
      { name: 'default', template: '{{ messages }}' },
      { name: 'tools', template: '{{ tools }}' },
    ],
    added_tokens_decoder: { 702: { content: '<|new|>', lstrip: false, normalized: false, rstrip: false, single_word: false, special: true } },
  };

  it('name special tokens, templates, lengths and more tokens', () => {
    const tokenizer = parseTokenizer(gpt2, { config, specialTokensMap: JSON.stringify({ bos_token: 'no', pad_token: { content: 'GPU' } }) });
    expect(tokenizer.specialTokens).toEqual({ bos: '<|endoftext|>', eos: '<|endoftext|>', pad: 'GPU', mask: '<mask>' });
    expect(tokenizer.specialTokenIds).toEqual({ bos: 0, eos: 0, pad: 701, mask: 700 });
    expect(tokenizer.config.modelMaxLength).toBe(1024);
    expect(tokenizer.config.chatTemplates).toEqual({ default: '{{ messages }}', tools: '{{ tools }}' });
    expect(tokenizer.encode('<|new|>', { allowedSpecial: 'all' }).ids).toEqual([702]);
  });

  it('are written so that they say the same, and keep what means nothing here', () => {
    const files = writeTokenizer(parseTokenizer(gpt2, { config }));
    const written = JSON.parse(files['tokenizer_config.json']) as Record<string, unknown>;
    expect(written).toMatchObject({ ...config, added_tokens_decoder: { 702: config.added_tokens_decoder[702], 0: { content: '<|endoftext|>', special: true } } });
    expect(JSON.parse(files['special_tokens_map.json'])).toMatchObject({ bos_token: { content: '<|endoftext|>' } });
    const again = parseTokenizer(files['tokenizer.json'], { config: files['tokenizer_config.json'], specialTokensMap: files['special_tokens_map.json'] });
    expect(again.specialTokens).toEqual(parseTokenizer(gpt2, { config }).specialTokens);
    expect(again.config.chatTemplates).toEqual({ default: '{{ messages }}', tools: '{{ tools }}' });
  });

  it('take the length that means none for none, and one template for the default', () => {
    const { config: read } = parseTokenizer(gpt2, { config: { model_max_length: 1e30, chat_template: 'x' } });
    expect(read).toMatchObject({ chatTemplates: { default: 'x' } });
    expect(read.modelMaxLength).toBeUndefined();
  });

  it('make an ordinary token special that they give a part', () => {
    const tokenizer = parseTokenizer(gpt2, { config: { eos_token: '!' } });
    expect(tokenizer.decode([tokenizer.id('a')!, tokenizer.id('!')!])).toBe('a');
  });

  it.each<[string, object, string]>([
    ['a token that is none', { bos_token: 5 }, 'tokenizer_config.json.bos_token must be a string, got 5'],
    ['a template that is none', { chat_template: [{ name: 'a' }] }, 'tokenizer_config.json.chat_template[0].template is missing'],
    ['a length that is none', { model_max_length: 'long' }, 'tokenizer_config.json.model_max_length must be a number'],
    ['an id that is none', { added_tokens_decoder: { x: {} } }, 'tokenizer_config.json.added_tokens_decoder.x must be named by an id'],
  ])('are refused with %s', (_, wrong, message) => {
    expect(() => parseTokenizer(gpt2, { config: wrong })).toThrow(thrown('TOKENIZER_INVALID', message));
  });

  it('are written for a tokenizer that was made, not read', () => {
    const tokenizer = new Tokenizer({ model: wordLevel({ vocabulary: createVocabulary([['<unk>', 0], ['a', 1]]) }), addedTokens: [{ id: 0, content: '<unk>', special: true }] });
    const again = parseTokenizer(writeTokenizer(tokenizer)['tokenizer.json']);
    expect(again.encode('a').ids).toEqual([1]);
    expect(again.specialTokens).toEqual({ unk: '<unk>' });
  });
});
