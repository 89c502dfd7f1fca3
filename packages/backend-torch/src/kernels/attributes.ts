import type { KernelCall } from '@figment/core/backend';

/** A kernel's attributes under the type that tfjs documents them with. */
// Names the type at the place where they are read.
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
export const attributes = <Attributes>(call: Pick<KernelCall<unknown>, 'attrs'>): Attributes => call.attrs as unknown as Attributes;
