// Everything that the package has, but for chat templates and vocabularies.
export * from '@figment/tokenizer';
export * from '@figment/tokenizer/inspect';
