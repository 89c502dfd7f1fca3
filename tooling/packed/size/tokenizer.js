// What a page imports to tokenize, with a tokenizer that was published or one of its own.
export { isTokenizerError, openTokenizer, presets, tiktoken, Tokenizer, trainTokenizer } from '@figment/tokenizer';
