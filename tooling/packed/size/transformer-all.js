// Everything that the package has.
export * from '@figment/transformer';
export * from '@figment/transformer/adapters';
export * from '@figment/transformer/constraints';
export * from '@figment/transformer/data';
export * from '@figment/transformer/generation';
export * from '@figment/transformer/gguf';
export * from '@figment/transformer/huggingface';
export * from '@figment/transformer/network';
export { default } from '@figment/transformer/plugin';
export * from '@figment/transformer/quantization';
