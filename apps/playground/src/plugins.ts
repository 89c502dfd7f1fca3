import type { Plugin } from '@figment/core/plugin';
import transformer from '@figment/transformer/plugin';
import vae from '@figment/vae/plugin';

/** The one list of what this playground knows. Everything else reads what a plugin says of itself. */
export const plugins: readonly Plugin[] = [vae, transformer];
