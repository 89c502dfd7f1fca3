/** The doors through which plugins bring parts: keys of a plugin's `contributions`. */

/** Takes `SchedulerDefinition`s. */
export const SCHEDULERS = 'figment/diffusion-schedulers';
/** Takes `DenoiserDefinition`s. */
export const DENOISERS = 'figment/diffusion-denoisers';
/** Takes `GuidanceDefinition`s. */
export const GUIDANCE = 'figment/diffusion-guidance';
