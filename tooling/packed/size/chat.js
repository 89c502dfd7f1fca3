export * from '@figment/tokenizer';
export * from '@figment/tokenizer/chat';
