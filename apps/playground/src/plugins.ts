import lstm from '@acme/lstm/plugin';
import type { Plugin } from '@figment/core/plugin';
import diffusion from '@figment/diffusion/plugin';
import gan from '@figment/gan/plugin';
import transformer from '@figment/transformer/plugin';
import vae from '@figment/vae/plugin';

/** The one list of what this playground knows: our own, and one that a third party could have written. Everything else reads what a plugin says of itself. */
export const plugins: readonly Plugin[] = [vae, transformer, diffusion, gan, lstm];
