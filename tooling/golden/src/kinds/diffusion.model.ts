import { isTransformer, runTransformer } from '../diffusion/transformers.ts';
import { isUNet, runUNet } from '../diffusion/unets.ts';
import { type GoldenKind, Skip } from '../kind.ts';

/** A denoiser of diffusers, by its class. */
export const kind: GoldenKind = {
  name: 'diffusion.model',
  async run(golden) {
    const { _class_name: className } = golden.readJson('config.json') as { readonly _class_name: string };
    if (isUNet(className)) return await runUNet(golden);
    if (isTransformer(className)) return await runTransformer(golden, className);
    throw new Skip(`there is no class ${className}`);
  },
};
