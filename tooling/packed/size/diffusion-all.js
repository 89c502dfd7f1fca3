// Everything that the package has.
export * from '@figment/diffusion';
export * from '@figment/diffusion/denoisers';
export * from '@figment/diffusion/diffusers';
export * from '@figment/diffusion/distillation';
export * from '@figment/diffusion/guidance';
export * from '@figment/diffusion/noise';
export { default } from '@figment/diffusion/plugin';
export * from '@figment/diffusion/schedulers';
