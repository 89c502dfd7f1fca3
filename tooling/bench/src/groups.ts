import { diffusion } from './benches/diffusion.ts';
import { engine } from './benches/engine.ts';
import { gan } from './benches/gan.ts';
import { lm } from './benches/lm.ts';
import { tokenizer } from './benches/tokenizer.ts';
import { vae } from './benches/vae.ts';
import type { Benchmark } from './contender.ts';

/** What can be asked for by name. */
export const groups: Readonly<Record<string, readonly Benchmark[]>> = { diffusion, engine, gan, lm, tokenizer, vae };
