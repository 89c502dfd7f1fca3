import type { TokenizerDefinition } from '@figment/core/plugin';
import * as z from 'zod';

const options = z.object({
  model: z.enum(['bpe', 'sentencepiece-bpe', 'unigram', 'wordpiece', 'words', 'characters']).default('bpe').describe('bpe: pieces of words, in bytes, so that no text is unknown; characters: one token each; the others as SentencePiece and BERT have them.'),
  vocabulary: z.int().min(2).max(4_194_304).default(2000).describe('How many tokens there may be at most, special ones included.'),
  specialTokens: z.array(z.string().min(1)).optional().describe("Special tokens, which get the first ids; the model's own if left out.").meta({ advanced: true }),
  minFrequency: z.int().min(0).optional().describe('Pairs, words or characters that are rarer are left out.').meta({ advanced: true }),
});

/** Tokenizers of this kind know every text: what they lack they spell in bytes. */
const complete: readonly string[] = ['bpe'];

/** Only who opens, trains or saves one loads it. */
const tokenizers = async () => (await import('@figment/tokenizer/plugin')).default.tokenizers[0] as TokenizerDefinition;

/**
 * How a language model's tokenizer is trained, saved and opened: with @figment/tokenizer, in Hugging Face's files.
 *
 * @param specialTokens those that the model needs
 */
function tokenizerWith(specialTokens: readonly string[]): TokenizerDefinition<typeof options> {
  return {
    id: 'figment/tokenizer',
    title: 'Tokenizer',
    description: 'What a text is cut into.',
    options,
    open: async (files) => await (await tokenizers()).open(files),
    async train(texts, said, call) {
      const { train } = (await tokenizers()) as Required<TokenizerDefinition>;
      return await train(texts, { ...said, specialTokens: said.specialTokens ?? [...(complete.includes(said.model) ? [] : ['<unk>']), ...specialTokens] }, call);
    },
    save: async (tokenizer) => await ((await tokenizers()) as Required<TokenizerDefinition>).save(tokenizer),
  };
}

/** Of language models: one token that stands between texts. */
export const languageModelTokenizer = tokenizerWith(['<|endoftext|>']);

/** Of encoder-decoders. */
export const sequenceToSequenceTokenizer = tokenizerWith(['<pad>', '<s>', '</s>']);

/** Of encoders. */
export const textEncoderTokenizer = tokenizerWith(['[PAD]', '[CLS]', '[SEP]', '[MASK]']);
