// Everything that the package has, without vocabularies.
export * from '@figment/tokenizer';
