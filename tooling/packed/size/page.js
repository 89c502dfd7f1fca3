// What a page imports to train a VAE.
export { createModel, train } from '@figment/core';
export { vae } from '@figment/vae';
