import type { SchedulerDefinition } from './scheduler.ts';

const loaders = {
  ddpm: async () => (await import('./ddpm.ts')).ddpm,
  ddim: async () => (await import('./ddim.ts')).ddim,
  'ddim-inverse': async () => (await import('./ddim-inverse.ts')).ddimInverse,
  pndm: async () => (await import('./pndm.ts')).pndm,
  lms: async () => (await import('./lms.ts')).lms,
  euler: async () => (await import('./euler.ts')).euler,
  'euler-ancestral': async () => (await import('./euler-ancestral.ts')).eulerAncestral,
  heun: async () => (await import('./heun.ts')).heun,
  kdpm2: async () => (await import('./kdpm2.ts')).kdpm2,
  'kdpm2-ancestral': async () => (await import('./kdpm2.ts')).kdpm2Ancestral,
  'dpm-multistep': async () => (await import('./dpm-multistep.ts')).dpmMultistep,
  'dpm-singlestep': async () => (await import('./dpm-singlestep.ts')).dpmSinglestep,
  deis: async () => (await import('./deis.ts')).deis,
  unipc: async () => (await import('./unipc.ts')).unipc,
  'edm-euler': async () => (await import('./edm-euler.ts')).edmEuler,
  'edm-dpm-multistep': async () => (await import('./edm-dpm-multistep.ts')).edmDpmMultistep,
  lcm: async () => (await import('./lcm.ts')).lcm,
  tcd: async () => (await import('./tcd.ts')).tcd,
  'flow-match-euler': async () => (await import('./flow-match-euler.ts')).flowMatchEuler,
  'flow-match-heun': async () => (await import('./flow-match-heun.ts')).flowMatchHeun,
} as const satisfies Readonly<Record<string, () => Promise<SchedulerDefinition>>>;

/** The id of a scheduler of this package. */
export type SchedulerId = keyof typeof loaders;

/** All schedulers of this package by their ids, each loaded when it is asked for. */
export const schedulerLoaders: { readonly [Id in SchedulerId]: (typeof loaders)[Id] } = loaders;
