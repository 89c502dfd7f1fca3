// Everything that the package has.
export * from '@figment/gan';
export * from '@figment/gan/directions';
export * from '@figment/gan/esrgan';
export * from '@figment/gan/health';
export * from '@figment/gan/metrics';
export * from '@figment/gan/networks';
export * from '@figment/gan/objectives';
export { default } from '@figment/gan/plugin';
