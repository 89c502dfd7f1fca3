// What a page imports to train language models and to write with them.
export * from '@figment/transformer';
