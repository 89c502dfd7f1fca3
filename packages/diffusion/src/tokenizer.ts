import type { TokenizerDefinition } from '@figment/core/plugin';
import * as z from 'zod';

const options = z.object({
  model: z.enum(['bpe', 'sentencepiece-bpe', 'unigram', 'wordpiece', 'words', 'characters']).default('bpe').describe('How captions are cut: bpe = into pieces of words, in bytes, so that no caption is unknown.'),
  vocabulary: z.int().min(2).max(4_194_304).default(2600).describe('How many tokens there may be at most.'),
});

/** Only who opens, trains or saves one loads it. */
const tokenizers = async () => (await import('@figment/tokenizer/plugin')).default.tokenizers[0] as Required<TokenizerDefinition>;

/** How the tokenizer of captions is trained, saved and opened: with @figment/tokenizer, in Hugging Face's files. */
export const tokenizerDefinition: TokenizerDefinition<typeof options> = {
  id: 'figment/tokenizer',
  title: 'Tokenizer',
  description: 'What a caption is cut into.',
  options,
  open: async (files) => await (await tokenizers()).open(files),
  train: async (texts, { model, vocabulary }, call) => await (await tokenizers()).train(lowerCase(texts), { model, vocabulary, ...(model !== 'bpe' && { specialTokens: ['<unk>'] }) }, call),
  save: async (tokenizer) => await (await tokenizers()).save(tokenizer),
};

/** As captions are read. */
async function* lowerCase(texts: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
  for await (const text of texts) yield text.toLowerCase();
}
