// What a page imports to train diffusion models and to paint with them.
export * from '@figment/diffusion';
